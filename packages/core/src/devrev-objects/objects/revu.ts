// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const revu = {
  name: 'revu',
  hierarchy: ['rev_user'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
    },
    display_handle: {
      type: 'text',
    },
    display_name: {
      type: 'text',
      required: true,
    },
    email: {
      type: 'text',
    },
    external_uid: {
      type: 'text',
    },
    full_name: {
      type: 'text',
    },
    item_url_field: {
      type: 'text',
    },
    phone_numbers: {
      type: 'text',
      collection: true,
    },
    rev_org: {
      type: 'reference',
      refersTo: ['#record:account', '#record:revo'],
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
  },
} as const satisfies DevrevObject;
