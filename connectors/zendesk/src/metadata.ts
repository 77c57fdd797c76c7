import { dynamicEnum, type MetadataSpecification } from '@airdrop-connectors/core';
import type { TicketField } from './api-types.js';
import type { ZendeskClient } from './client.js';
import { declareCustomFields } from './custom-fields.js';
import { anyTicket, fixedRecordTypes, tickets } from './record-types.js';
import { stagesOf, statusValues } from './stages.js';

export const metadata: MetadataSpecification<ZendeskClient> = {
  recordTypes: fixedRecordTypes,
  families: [tickets],
  discover: async ({ client }) => {
    const [fields, statuses] = await Promise.all([allFields(client), client.customStatuses()]);
    const values = statusValues(statuses);
    return [
      tickets.member(
        anyTicket,
        'Ticket',
        {
          status: dynamicEnum(
            'Status',
            values.map(({ key, name }) => ({ key, name })),
          ),
          ...declareCustomFields(fields),
        },
        { stageDiagram: stagesOf(values) },
      ),
    ];
  },
};

async function allFields(client: ZendeskClient): Promise<TicketField[]> {
  const found: TicketField[] = [];
  for (let after = ''; ; ) {
    const { ticket_fields: fields, meta } = await client.ticketFieldPage(after);
    found.push(...fields);
    if (!meta.has_more || !meta.after_cursor) return found;
    after = meta.after_cursor;
  }
}
