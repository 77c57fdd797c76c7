// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const task = {
  name: 'task',
  hierarchy: ['work', 'task'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    actual_close_date: {
      type: 'timestamp',
    },
    actual_effort: {
      type: 'float',
    },
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    applies_to_part_id: {
      type: 'reference',
      refersTo: ['#category:part'],
    },
    applies_to_version_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:version'],
    },
    body: {
      type: 'rich_text',
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    embedded: {
      type: 'bool',
    },
    estimated_effort: {
      type: 'float',
    },
    fallback_parts: {
      type: 'reference',
      refersTo: ['#category:part'],
    },
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    priority: {
      type: 'enum',
      enumValues: {
        P0: 'P0',
        P1: 'P1',
        P2: 'P2',
        P3: 'P3',
      },
    },
    reported_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        in_development: 'In Development',
        open: 'Open',
        resolved: 'Resolved',
      },
    },
    start_date: {
      type: 'timestamp',
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    target_close_date: {
      type: 'timestamp',
    },
    title: {
      type: 'text',
      required: true,
    },
  },
} as const satisfies DevrevObject;
