// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const link = {
  name: 'link',
  hierarchy: ['link'],
  canLoad: true,
  canExtract: true,
  canSubtype: false,
  fields: {
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    link_type: {
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
      refersTo: ['#category:work', '#record:incident'],
    },
    source_object_type: {
      type: 'enum',
    },
    target_id: {
      type: 'reference',
      required: true,
      refersTo: ['#category:work', '#record:incident'],
    },
    target_object_type: {
      type: 'enum',
      enumValues: {},
    },
    transformed_from_id: {
      type: 'text',
    },
  },
} as const satisfies DevrevObject;
