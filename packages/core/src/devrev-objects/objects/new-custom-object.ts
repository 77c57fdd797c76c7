// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const newCustomObject = {
  name: 'new_custom_object',
  hierarchy: ['custom_object'],
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
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    title: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
