// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const objectMember = {
  name: 'object_member',
  hierarchy: ['object_member'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    add_member_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user', '#record:group'],
    },
    airsync_role: {
      type: 'enum',
      enumValues: {
        edit_access: 'Editor',
        read_access: 'Viewer',
      },
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    member_id: {
      type: 'reference',
      refersTo: ['#category:user', '#record:group'],
    },
    object_id: {
      type: 'reference',
      required: true,
      refersTo: [
        '#category:custom_object',
        '#category:work',
        '#record:account',
        '#record:article',
        '#record:group',
      ],
    },
    remove_member_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user', '#record:group'],
    },
    role_id: {
      type: 'reference',
      refersTo: ['#record:role'],
      removedIn: '2026-02-12',
    },
    target_object_type: {
      type: 'enum',
      required: true,
    },
    valid_from_date: {
      type: 'timestamp',
    },
    valid_to_date: {
      type: 'timestamp',
    },
  },
} as const satisfies DevrevObject;
