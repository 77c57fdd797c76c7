/** How records of one type are read. */
export interface ObjectType {
  /** Its part of paths; custom objects go by the id of their type. */
  path: string;
  /** The property that says when a record changed; searches of contacts by the one of all others find nothing. */
  clock: 'hs_lastmodifieddate' | 'lastmodifieddate';
  /** Properties that its record type is made of, beside those the portal has added. */
  properties: readonly string[];
  /** Properties whose former values are delivered. */
  history: readonly string[];
  /** Types of records it is delivered with the associations to. */
  associations: readonly string[];
  /** Pairs of it whose labelled associations are delivered: types it is associated with. */
  labelled: readonly string[];
}

const others = { clock: 'hs_lastmodifieddate', history: [], labelled: [] } as const;
const parents = ['tickets', 'deals', 'companies', 'contacts'];
const happened = ['hs_timestamp', 'hubspot_owner_id', 'hs_attachment_ids'];

export const objectTypes = {
  contacts: {
    ...others,
    path: 'contacts',
    clock: 'lastmodifieddate',
    properties: [
      'email',
      'hs_additional_emails',
      'firstname',
      'lastname',
      'phone',
      'hubspot_owner_id',
      'lifecyclestage',
      'associatedcompanyid',
      'hs_merged_object_ids',
    ],
    associations: [],
    labelled: ['companies'],
  },
  companies: {
    ...others,
    path: 'companies',
    properties: ['name', 'domain', 'hs_additional_domains', 'hubspot_owner_id', 'hs_merged_object_ids'],
    associations: [],
  },
  tickets: {
    ...others,
    path: 'tickets',
    properties: [
      'subject',
      'content',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_priority',
      'hs_ticket_category',
      'hubspot_owner_id',
      'hubspot_team_id',
      'hs_tag_ids',
      'closed_date',
      'source_type',
      'hs_created_by_user_id',
      'hs_merged_object_ids',
    ],
    history: ['hs_pipeline_stage', 'hubspot_owner_id'],
    associations: ['contacts', 'companies'],
    labelled: ['contacts', 'companies'],
  },
  deals: {
    ...others,
    path: 'deals',
    properties: [
      'dealname',
      'amount',
      'deal_currency_code',
      'amount_in_home_currency',
      'closedate',
      'dealstage',
      'pipeline',
      'hs_forecast_category',
      'hubspot_owner_id',
      'hs_merged_object_ids',
    ],
    history: ['dealstage', 'hubspot_owner_id'],
    associations: ['contacts', 'companies'],
    labelled: ['contacts', 'companies'],
  },
  products: {
    ...others,
    path: 'products',
    properties: ['name', 'price', 'hs_sku', 'description'],
    associations: [],
  },
  line_items: {
    ...others,
    path: 'line_items',
    properties: ['name', 'quantity', 'price', 'amount', 'hs_line_item_currency_code', 'hs_product_id'],
    associations: ['deals'],
  },
  notes: {
    ...others,
    path: 'notes',
    properties: [...happened, 'hs_note_body'],
    associations: parents,
  },
  emails: {
    ...others,
    path: 'emails',
    properties: [
      ...happened,
      'hs_email_subject',
      'hs_email_html',
      'hs_email_text',
      'hs_email_direction',
      'hs_email_from_email',
      'hs_email_to_email',
      'hs_engagement_source',
    ],
    associations: parents,
  },
  calls: {
    ...others,
    path: 'calls',
    properties: [
      ...happened,
      'hs_call_title',
      'hs_call_body',
      'hs_call_duration',
      'hs_call_direction',
      'hs_call_status',
    ],
    associations: parents,
  },
  meetings: {
    ...others,
    path: 'meetings',
    properties: [
      ...happened,
      'hs_meeting_title',
      'hs_meeting_body',
      'hs_internal_meeting_notes',
      'hs_meeting_start_time',
      'hs_meeting_end_time',
      'hs_meeting_outcome',
      'hs_meeting_external_url',
    ],
    associations: parents,
  },
  tasks: {
    ...others,
    path: 'tasks',
    properties: [
      ...happened,
      'hs_task_subject',
      'hs_task_body',
      'hs_task_status',
      'hs_task_priority',
      'hs_task_completion_date',
    ],
    associations: parents,
  },
  communications: {
    ...others,
    path: 'communications',
    properties: [...happened, 'hs_communication_body', 'hs_communication_channel_type'],
    associations: parents,
  },
} as const satisfies Record<string, ObjectType>;

/** @param typeId such as `2-3465404`: names of custom objects can be those of others, ids cannot */
export function customObjectType(typeId: string): ObjectType {
  return {
    ...others,
    path: typeId,
    properties: ['hubspot_owner_id'],
    associations: parents,
  };
}

/** Types that the portal adds properties to, by the ids of their types. */
export const standardTypeIds = { contacts: '0-1', companies: '0-2', deals: '0-3', tickets: '0-5' } as const;
export type StandardType = keyof typeof standardTypeIds;

/** Pairs of types whose associations can have labels that are delivered. */
export const labelledPairs: readonly (readonly [from: StandardType, to: StandardType])[] = (
  ['contacts', 'tickets', 'deals'] as const
).flatMap((from) => objectTypes[from].labelled.map((to) => [from, to] as const));
