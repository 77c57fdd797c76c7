// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const opportunity = {
  name: 'opportunity',
  hierarchy: ['work', 'opportunity'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    account_id: {
      type: 'reference',
      refersTo: ['#record:account'],
    },
    actual_close_date: {
      type: 'timestamp',
    },
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    annual_contract_value: {
      type: 'struct',
      struct: 'money',
    },
    body: {
      type: 'rich_text',
    },
    budget: {
      type: 'struct',
      struct: 'money',
    },
    contact_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:revu'],
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    fallback_parts: {
      type: 'reference',
      refersTo: ['#category:part'],
    },
    forecast_category: {
      type: 'enum',
      required: true,
      enumValues: {
        commit: 'commit',
        omitted: 'omitted',
        pipeline: 'pipeline',
        strong_upside: 'strong_upside',
        upside: 'upside',
        won: 'won',
      },
    },
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    priority: {
      type: 'enum',
      required: true,
      enumValues: {
        P0: 'P0',
        P1: 'P1',
        P2: 'P2',
        P3: 'P3',
      },
    },
    probability: {
      type: 'float',
    },
    reported_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        closed_lost: 'Closed Lost',
        closed_won: 'Closed Won',
        contract: 'Contract',
        negotiation: 'Negotiation',
        qualification: 'Qualification',
        stalled: 'Stalled',
        validation: 'Validation',
      },
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    target_close_date: {
      type: 'timestamp',
    },
    title: {
      type: 'text',
      required: true,
    },
    value: {
      type: 'struct',
      struct: 'money',
    },
  },
  structs: {
    money: {
      amount: {
        type: 'text',
        required: true,
      },
      currency: {
        type: 'text',
        required: true,
      },
    },
  },
} as const satisfies DevrevObject;
