// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const runnable = {
  name: 'runnable',
  hierarchy: ['part', 'runnable'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    coderepo_paths: {
      type: 'text',
    },
    coderepo_url: {
      type: 'text',
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    delivered_as: {
      type: 'enum',
      collection: true,
      enumValues: {
        goods: 'goods',
        service: 'service',
        software: 'software',
      },
    },
    description: {
      type: 'rich_text',
    },
    discoveryevidences: {
      type: 'text',
      collection: true,
    },
    docs: {
      type: 'struct',
      collection: true,
    },
    item_url_field: {
      type: 'text',
    },
    kind: {
      type: 'enum',
      enumValues: {
        ecr_image: 'ecr_image',
        lambda: 'lambda',
        microservice: 'microservice',
        service: 'service',
      },
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    name: {
      type: 'text',
      required: true,
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#record:devu'],
    },
    parent_part: {
      type: 'reference',
      refersTo: ['#category:part'],
    },
    ref_url: {
      type: 'text',
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
  },
} as const satisfies DevrevObject;
