// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const unifiedAuthorizationPolicy = {
  name: 'unified_authorization_policy',
  hierarchy: ['unified_authorization_policy'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    conditional_access: {
      type: 'conditional_privilege',
      collection: true,
    },
    field_access: {
      type: 'field_privilege',
      collection: true,
    },
    groups: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:airdrop_platform_group', '#record:group'],
    },
    object_access: {
      type: 'record_type_privilege',
      collection: true,
      required: true,
      refersTo: [
        '#category:custom_object',
        '#category:part',
        '#category:work',
        '#record:article',
        '#record:conversation',
        '#record:incident',
      ],
    },
    users: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:devu', '#record:revu'],
    },
  },
} as const satisfies DevrevObject;
