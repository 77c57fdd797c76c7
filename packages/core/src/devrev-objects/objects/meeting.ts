// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const meeting = {
  name: 'meeting',
  hierarchy: ['meeting'],
  canLoad: true,
  canExtract: false,
  canSubtype: false,
  fields: {
    channel: {
      type: 'enum',
      required: true,
      enumValues: {
        amazon_connect: 'amazon_connect',
        devrev: 'devrev',
        google_meet: 'google_meet',
        offline: 'offline',
        other: 'other',
        teams: 'teams',
        zoom: 'zoom',
      },
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    description: {
      type: 'rich_text',
    },
    ended_date: {
      type: 'timestamp',
    },
    engagement_new_ref: {
      type: 'text',
    },
    external_ref_id: {
      type: 'text',
    },
    external_url: {
      type: 'text',
    },
    item_url_field: {
      type: 'text',
    },
    member_ids: {
      type: 'reference',
      collection: true,
      required: true,
      refersTo: ['#category:user', '#record:group'],
    },
    organizer_id: {
      type: 'reference',
      required: true,
      refersTo: ['#category:user'],
    },
    parent_id: {
      type: 'reference',
      refersTo: ['#category:work', '#record:account'],
    },
    parent_object_type: {
      type: 'enum',
      enumValues: {},
    },
    recording_url: {
      type: 'text',
    },
    scheduled_date: {
      type: 'timestamp',
    },
    source_date: {
      type: 'timestamp',
    },
    state: {
      type: 'enum',
      required: true,
      enumValues: {
        canceled: 'canceled',
        completed: 'completed',
        no_show: 'no_show',
        ongoing: 'ongoing',
        rejected: 'rejected',
        rescheduled: 'rescheduled',
        scheduled: 'scheduled',
        waiting: 'waiting',
      },
    },
    tags: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:tag'],
    },
    title: {
      type: 'text',
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
