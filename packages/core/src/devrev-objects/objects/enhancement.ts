// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const enhancement = {
  name: 'enhancement',
  hierarchy: ['part', 'enhancement'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    account_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:account'],
    },
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    delivered_as: {
      type: 'enum',
      collection: true,
      enumValues: {
        goods: 'goods',
        service: 'service',
        software: 'software',
      },
    },
    description: {
      type: 'rich_text',
    },
    docs: {
      type: 'struct',
      collection: true,
    },
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    name: {
      type: 'text',
      required: true,
    },
    opportunity_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:work'],
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#record:devu'],
    },
    parent_part: {
      type: 'reference',
      required: true,
      refersTo: ['#category:part'],
    },
    potential_revenue: {
      type: 'float',
    },
    ref_url: {
      type: 'text',
    },
    release_notes: {
      type: 'text',
    },
    rev_score: {
      type: 'float',
    },
    rev_score_tier: {
      type: 'enum',
      enumValues: {
        high: 'high',
        low: 'low',
        medium: 'medium',
      },
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        deprecated: 'Deprecated',
        deprioritized: 'Deprioritized',
        general_availability: 'General Availability',
        ideation: 'Ideation',
        in_development: 'In Development',
        in_testing: 'In testing',
        limited_availability: 'Limited Availability',
        prioritized: 'Prioritized',
        ux_design: 'UX Design',
        wont_do: "Won't do",
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
    target_start_date: {
      type: 'timestamp',
    },
    ticket_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:work'],
    },
  },
} as const satisfies DevrevObject;
