// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const comment = {
  name: 'comment',
  hierarchy: ['comment'],
  canLoad: true,
  canExtract: true,
  canSubtype: false,
  fields: {
    body: {
      type: 'rich_text',
      required: true,
    },
    created_by_id: {
      type: 'reference',
      required: true,
      refersTo: ['#category:user'],
    },
    creator_display_name: {
      type: 'text',
    },
    grandparent_object_id: {
      type: 'reference',
      refersTo: [
        '#category:chat',
        '#category:custom_object',
        '#category:part',
        '#category:work',
        '#record:account',
        '#record:conversation',
        '#record:incident',
        '#record:revu',
      ],
    },
    grandparent_object_type: {
      type: 'text',
    },
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      required: true,
      refersTo: ['#category:user'],
    },
    parent_object_id: {
      type: 'reference',
      required: true,
      refersTo: [
        '#category:chat',
        '#category:custom_object',
        '#category:part',
        '#category:work',
        '#record:account',
        '#record:comment',
        '#record:conversation',
        '#record:incident',
        '#record:revu',
      ],
    },
    parent_object_type: {
      type: 'text',
    },
    visibility: {
      type: 'enum',
      enumValues: {
        Visibility_EXTERNAL: 'Visibility_EXTERNAL',
        Visibility_INTERNAL: 'Visibility_INTERNAL',
        Visibility_PRIVATE: 'Visibility_PRIVATE',
        Visibility_PUBLIC: 'Visibility_PUBLIC',
      },
    },
  },
} as const satisfies DevrevObject;
