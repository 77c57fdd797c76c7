import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** The mapping is about scrolls, which the metadata does not know. */
const connector = shelf({
  mapping: {
    additional_mappings: {
      format_version: 'v0.2.0',
      record_type_mappings: {
        scrolls: {
          default_mapping: { object_category: 'stock', object_type: 'article' },
          possible_record_type_mappings: [
            {
              devrev_leaf_type: 'article',
              forward: true,
              reverse: false,
              shard: {
                mode: 'create_shard',
                devrev_leaf_type: { object_category: 'stock', object_type: 'article' },
                stock_field_mappings: {},
                constructed_custom_fields: {},
              },
            },
          ],
        },
      },
    },
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
