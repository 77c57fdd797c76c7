// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const conversation = {
  name: 'conversation',
  hierarchy: ['conversation'],
  canLoad: true,
  canExtract: false,
  canSubtype: true,
  fields: {
    actual_close_date: {
      type: 'timestamp',
    },
    airsync_shared_with: {
      type: 'permission',
      collection: true,
    },
    applies_to_part_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:part'],
    },
    broadcast_channels: {
      type: 'text',
      collection: true,
    },
    channels: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:external_communication_channel'],
    },
    conversation_type: {
      type: 'enum',
      required: true,
      enumValues: {
        support: 'Support',
      },
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
    },
    first_response_time: {
      type: 'timestamp',
    },
    first_unreplied_rev_message_date: {
      type: 'timestamp',
    },
    group: {
      type: 'reference',
      refersTo: ['#record:group'],
    },
    is_creator_verified: {
      type: 'bool',
    },
    is_spam: {
      type: 'bool',
    },
    last_external_message_date: {
      type: 'timestamp',
    },
    last_external_message_id: {
      type: 'reference',
      refersTo: ['#record:comment'],
    },
    last_internal_message_date: {
      type: 'timestamp',
    },
    last_internal_message_id: {
      type: 'reference',
      refersTo: ['#record:comment'],
    },
    last_message_id: {
      type: 'reference',
      refersTo: ['#record:comment'],
    },
    last_message_timestamp: {
      type: 'timestamp',
    },
    member_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user'],
    },
    modified_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    owned_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    participant_oids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:account', '#record:revo'],
    },
    participant_uids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    priority: {
      type: 'enum',
      enumValues: {
        P0: 'P0',
        P1: 'P1',
        P2: 'P2',
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
    source_channel: {
      type: 'text',
    },
    source_channel_v2: {
      type: 'reference',
      refersTo: ['#record:external_communication_channel'],
    },
    stage: {
      type: 'enum',
      enumValues: {
        archived: 'Archived',
        hold: 'Hold',
        needs_response: 'Needs Response',
        'new': 'New',
        resolved: 'Resolved',
        suspended: 'Suspended',
        waiting_on_user: 'Waiting On User',
      },
    },
    started_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    title: {
      type: 'text',
    },
    turing_active: {
      type: 'bool',
    },
  },
} as const satisfies DevrevObject;
