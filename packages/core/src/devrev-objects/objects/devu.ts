// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const devu = {
  name: 'devu',
  hierarchy: ['dev_user'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    display_name: {
      type: 'text',
      required: true,
    },
    email: {
      type: 'text',
    },
    external_identities: {
      type: 'struct',
      collection: true,
    },
    full_name: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
