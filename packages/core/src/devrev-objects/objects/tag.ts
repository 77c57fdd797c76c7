// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const tag = {
  name: 'tag',
  hierarchy: ['tag'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    access_level: {
      type: 'enum',
      enumValues: {
        internal: 'internal',
        private: 'private',
        public: 'public',
        restricted: 'restricted',
      },
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
    },
    name: {
      type: 'text',
      required: true,
    },
    style: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
