// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const group = {
  name: 'group',
  hierarchy: ['group'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
      required: true,
    },
    includes: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:group'],
    },
    item_url_field: {
      type: 'text',
    },
    member_type: {
      type: 'enum',
      enumValues: {
        dev_user: 'dev_user',
        rev_user: 'rev_user',
        svc_acc: 'svc_acc',
      },
    },
    name: {
      type: 'text',
      required: true,
    },
    owner: {
      type: 'reference',
      refersTo: ['#record:devu'],
    },
    type: {
      type: 'enum',
      enumValues: {
        dynamic: 'dynamic',
        static: 'static',
      },
    },
  },
} as const satisfies DevrevObject;
