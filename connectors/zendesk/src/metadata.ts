import { dynamicEnum, type MetadataSpecification, type RecordType } from '@airdrop-connectors/core';
import type { ZendeskClient } from './client.js';
import { declareCustomFields, declareObjectFields } from './custom-fields.js';
import { anyTicket, fixedRecordTypes, tickets } from './record-types.js';
import { customObjects } from './record-types-lists.js';
import { stagesOf, statusValues } from './stages.js';

export const metadata: MetadataSpecification<ZendeskClient> = {
  recordTypes: fixedRecordTypes,
  families: [tickets, customObjects],
  discover: async ({ client }) => {
    const [fields, statuses, objects] = await Promise.all([
      whole(client.ticketFieldPage, ({ ticket_fields: found }) => found),
      client.customStatuses(),
      whole(client.customObjectPage, ({ custom_objects: found }) => found),
    ]);
    const keys = new Set(objects.map(({ key }) => key));
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
          ...declareCustomFields(fields, keys),
        },
        { stageDiagram: stagesOf(values), loadable: true },
      ),
      ...(await Promise.all(objects.map((object) => customObject(client, object, keys)))),
    ];
  },
};

async function customObject(
  client: ZendeskClient,
  { key, title }: { key: string; title: string },
  keys: ReadonlySet<string>,
): Promise<RecordType> {
  const fields = await whole(
    (after) => client.objectFieldPage(key, after),
    ({ custom_object_fields: found }) => found,
  );
  return customObjects.member(key, title, declareObjectFields(fields, keys), { loadable: true });
}

interface Meta {
  meta: { has_more: boolean; after_cursor?: string | null | undefined };
}

/** All rows of a list that says how the account is set up. */
export async function whole<Page extends Meta, Row>(
  ask: (after: string) => Promise<Page>,
  rowsOf: (page: Page) => readonly Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  for (let after = ''; ; ) {
    const page = await ask(after);
    found.push(...rowsOf(page));
    if (!page.meta.has_more || !page.meta.after_cursor) return found;
    after = page.meta.after_cursor;
  }
}
