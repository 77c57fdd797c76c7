// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const article = {
  name: 'article',
  hierarchy: ['article'],
  canLoad: true,
  canExtract: false,
  canSubtype: true,
  fields: {
    access_level: {
      type: 'enum',
      enumValues: {},
    },
    aliases: {
      type: 'text',
      collection: true,
    },
    applies_to_part_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:part'],
    },
    authored_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
    },
    external_translation_group: {
      type: 'text',
    },
    extracted_plain_text: {
      type: 'text',
    },
    item_url_field: {
      type: 'text',
    },
    language: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    notify: {
      type: 'bool',
    },
    num_downvotes: {
      type: 'int',
    },
    num_upvotes: {
      type: 'int',
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    parent: {
      type: 'reference',
      refersTo: ['#record:directory'],
    },
    primary_article_id: {
      type: 'reference',
      refersTo: ['#record:article'],
      removedIn: '2026-02-12',
    },
    published_date: {
      type: 'timestamp',
    },
    rank: {
      type: 'text',
      removedIn: '2026-02-12',
    },
    release_notes: {
      type: 'text',
    },
    resource: {
      type: 'struct',
      struct: 'resource',
    },
    scope: {
      type: 'enum',
      enumValues: {
        '1': 'internal',
        '2': 'external',
      },
    },
    shared_with: {
      type: 'permission',
      collection: true,
    },
    status: {
      type: 'enum',
      enumValues: {
        archived: 'archived',
        draft: 'draft',
        published: 'published',
        review_needed: 'review_needed',
      },
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
    type: {
      type: 'enum',
      enumValues: {
        article: 'article',
        content_block: 'content_block',
        page: 'page',
      },
    },
    visible_to: {
      type: 'enum',
      enumValues: {},
    },
  },
  structs: {
    resource: {
      content: {
        type: 'rich_text',
      },
      type: {
        type: 'enum',
      },
      url: {
        type: 'text',
      },
    },
  },
} as const satisfies DevrevObject;
