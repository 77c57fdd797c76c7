// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const capability = {
  name: 'capability',
  hierarchy: ['part', 'capability'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
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
    fulfilled_by: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:part'],
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
    pm_owner_id: {
      type: 'reference',
      refersTo: ['#record:devu'],
    },
    ref_url: {
      type: 'text',
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
  },
} as const satisfies DevrevObject;
