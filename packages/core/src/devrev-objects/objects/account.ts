// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const account = {
  name: 'account',
  hierarchy: ['account'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    address: {
      type: 'struct',
      struct: 'postal_address',
    },
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
    display_name: {
      type: 'text',
      required: true,
    },
    environment: {
      type: 'enum',
      enumValues: {
        PRODUCTION: 'PRODUCTION',
        STAGING: 'STAGING',
        TEST: 'TEST',
      },
    },
    item_url_field: {
      type: 'text',
    },
    owned_by: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    phone_number: {
      type: 'struct',
      collection: true,
    },
    phone_numbers: {
      type: 'text',
      collection: true,
    },
    state: {
      type: 'enum',
      required: true,
      enumValues: {
        ACTIVE: 'ACTIVE',
        INACTIVE: 'INACTIVE',
        LOCKED: 'LOCKED',
      },
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    websites: {
      type: 'text',
      collection: true,
    },
  },
  structs: {
    postal_address: {
      country: {
        type: 'text',
      },
      formatted: {
        type: 'text',
      },
      locality: {
        type: 'text',
      },
      postal_code: {
        type: 'text',
      },
      region: {
        type: 'text',
      },
      street_address: {
        type: 'text',
      },
    },
  },
} as const satisfies DevrevObject;
