// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const dm = {
  name: 'dm',
  hierarchy: ['chat', 'dm'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    is_default: {
      type: 'bool',
    },
    item_url_field: {
      type: 'text',
    },
    last_comment_date: {
      type: 'timestamp',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    record_ids: {
      type: 'text',
      collection: true,
    },
    title: {
      type: 'text',
    },
    user_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user', '#record:group'],
    },
  },
} as const satisfies DevrevObject;
