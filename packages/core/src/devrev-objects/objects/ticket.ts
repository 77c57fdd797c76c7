// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const ticket = {
  name: 'ticket',
  hierarchy: ['work', 'ticket'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    account_id: {
      type: 'reference',
      refersTo: ['#record:account'],
    },
    actual_close_date: {
      type: 'timestamp',
    },
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    applies_to_part_id: {
      type: 'reference',
      required: true,
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
    channels: {
      type: 'enum',
      collection: true,
      enumValues: {},
    },
    channels_v2: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:external_communication_channel'],
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    fallback_parts: {
      type: 'reference',
      refersTo: ['#category:part'],
    },
    group: {
      type: 'reference',
      refersTo: ['#record:group'],
    },
    is_spam: {
      type: 'bool',
    },
    item_url_field: {
      type: 'text',
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    needs_response: {
      type: 'bool',
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    reported_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    rev_oid: {
      type: 'reference',
      refersTo: ['#record:account', '#record:revo'],
    },
    sentiment: {
      type: 'enum',
    },
    sentiment_modified_date: {
      type: 'timestamp',
    },
    sentiment_summary: {
      type: 'text',
    },
    severity: {
      type: 'enum',
      required: true,
      enumValues: {
        blocker: 'Blocker',
        high: 'High',
        low: 'Low',
        medium: 'Medium',
      },
    },
    sla_id: {
      type: 'reference',
      refersTo: ['#record:sla'],
    },
    sla_tracker_id: {
      type: 'reference',
      refersTo: ['#record:sla_tracker'],
    },
    source_channel_v2: {
      type: 'reference',
      refersTo: ['#record:external_communication_channel'],
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        awaiting_customer_response: 'Awaiting Customer Response',
        awaiting_development: 'Awaiting Development',
        awaiting_product_assist: 'Awaiting Product Assist',
        canceled: 'Canceled',
        in_development: 'In Development',
        queued: 'Queued',
        resolved: 'Resolved',
        work_in_progress: 'Work In Progress',
      },
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
    visibility: {
      type: 'enum',
      enumValues: {
        '1': 'internal',
        '2': 'external',
        '3': 'private',
      },
    },
  },
} as const satisfies DevrevObject;
