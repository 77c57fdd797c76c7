// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const sysu = {
  name: 'sysu',
  hierarchy: ['sys_user'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    display_name: {
      type: 'text',
      required: true,
    },
    full_name: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
