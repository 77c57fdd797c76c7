import { hasSameWords, type LoadedData, sameElements } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { ticketItem } from '../normalize.js';
import { objectTypes } from '../object-types.js';
import { tickets } from '../record-types.js';
import { declaredTickets } from './declared-fields.js';
import { type PipelineRecords, pipelineRecords } from './pipeline-records.js';
import { heldPeople } from './relations.js';
import { htmlOf } from './values.js';

const records: PipelineRecords<LoadedData<typeof tickets>> = {
  type: objectTypes.tickets,
  declared: declaredTickets,
  pipeline: 'hs_pipeline',
  stage: 'hs_pipeline_stage',
  fieldOf: {
    subject: 'subject',
    content: 'description',
    hs_ticket_priority: 'priority',
    hs_ticket_category: 'categories',
    hubspot_owner_id: 'owner',
  },
  needed: ['subject', 'hs_pipeline_stage'],

  properties: ({ subject, description, priority, categories, owner }) => ({
    ...(subject !== undefined && { subject: subject || 'Made in DevRev' }),
    ...(description !== undefined && { content: htmlOf(description) }),
    ...(priority !== undefined && { hs_ticket_priority: priority ?? '' }),
    ...(categories !== undefined && { hs_ticket_category: (categories ?? []).join(';') }),
    ...(owner !== undefined && { hubspot_owner_id: owner ?? '' }),
  }),

  texts: ({ description }) => [description],

  held(found, { recordTypes }, ours) {
    const { subject, description, stage, priority, categories, owner, contacts, company } = ticketItem(
      found,
      {
        recordTypes,
      },
    ).data;
    return {
      subject,
      description: hasSameWords(ours.description, description ?? null) ? ours.description : description,
      stage,
      // DevRev has no ticket without a severity: one without a priority is shown as this.
      priority: priority ?? (ours.priority === null ? null : 'MEDIUM'),
      categories: sameElements(ours.categories, categories ?? []) ?? undefined,
      owner,
      ...heldPeople(ours, { contacts, company }),
    };
  },
};

const { create, find, read, write } = pipelineRecords(records);

/** A new ticket is found by its mark, a property of which HubSpot takes no second record with the same value. */
export const ticketLoader = kit.loader({ loads: tickets, create, find, update: { read, write } });
