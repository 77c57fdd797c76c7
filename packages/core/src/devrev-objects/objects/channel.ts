// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const channel = {
  name: 'channel',
  hierarchy: ['chat', 'channel'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    access_level: {
      type: 'enum',
      enumValues: {
        EXTERNAL: 'EXTERNAL',
        INTERNAL: 'INTERNAL',
        PRIVATE: 'PRIVATE',
        PUBLIC: 'PUBLIC',
        RESTRICTED: 'RESTRICTED',
        UNKNOWN: 'UNKNOWN',
      },
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    last_comment_date: {
      type: 'timestamp',
    },
    name: {
      type: 'text',
    },
    title: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
