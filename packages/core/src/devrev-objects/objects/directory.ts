// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const directory = {
  name: 'directory',
  hierarchy: ['directory'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'text',
    },
    external_translation_group: {
      type: 'text',
    },
    icon: {
      type: 'text',
    },
    language: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    parent: {
      type: 'reference',
      refersTo: ['#record:directory'],
    },
    published: {
      type: 'bool',
      required: true,
    },
    rank: {
      type: 'text',
      removedIn: '2026-02-12',
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    title: {
      type: 'text',
      required: true,
    },
  },
} as const satisfies DevrevObject;
