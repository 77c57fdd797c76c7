// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const customLink = {
  name: 'custom_link',
  hierarchy: ['link'],
  canLoad: true,
  canExtract: true,
  canSubtype: false,
  fields: {
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    link_type_id: {
      type: 'enum',
      required: true,
      enumValues: {
        is_dependent_on: 'Is Dependent On',
        is_duplicate_of: 'Is Duplicate Of',
        is_parent_of: 'Is Parent Of',
        is_related_to: 'Is Related To',
      },
    },
    source_id: {
      type: 'reference',
      required: true,
      refersTo: [
        '#category:custom_object',
        '#record:account',
        '#record:capability',
        '#record:enhancement',
        '#record:feature',
        '#record:incident',
        '#record:issue',
        '#record:opportunity',
        '#record:product',
        '#record:project',
        '#record:revu',
        '#record:task',
        '#record:ticket',
      ],
    },
    target_id: {
      type: 'reference',
      required: true,
      refersTo: [
        '#category:custom_object',
        '#record:account',
        '#record:capability',
        '#record:enhancement',
        '#record:feature',
        '#record:incident',
        '#record:issue',
        '#record:opportunity',
        '#record:product',
        '#record:project',
        '#record:revu',
        '#record:task',
        '#record:ticket',
      ],
    },
  },
} as const satisfies DevrevObject;
