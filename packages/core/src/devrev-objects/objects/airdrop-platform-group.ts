// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const airdropPlatformGroup = {
  name: 'airdrop_platform_group',
  hierarchy: ['airdrop_platform_group'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    key: {
      type: 'enum',
      required: true,
      enumValues: {
        dev_users: 'Dev users',
        none: 'No group',
        rev_users: 'Rev users',
      },
    },
  },
} as const satisfies DevrevObject;
