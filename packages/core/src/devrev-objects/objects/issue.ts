// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const issue = {
  name: 'issue',
  hierarchy: ['work', 'issue'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    account_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:account'],
    },
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
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
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
      required: true,
      enumValues: {
        P0: 'P0',
        P1: 'P1',
        P2: 'P2',
        P3: 'P3',
      },
    },
    release_version_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:version'],
    },
    reported_by_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#category:user'],
    },
    rev_org_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:account', '#record:revo'],
    },
    sla_id: {
      type: 'reference',
      refersTo: ['#record:sla'],
    },
    sla_tracker_id: {
      type: 'reference',
      refersTo: ['#record:sla_tracker'],
    },
    sprint_id: {
      type: 'reference',
      refersTo: ['#record:vista_group_item'],
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        backlog: 'Backlog',
        completed: 'Completed',
        duplicate: 'Duplicate',
        in_deployment: 'In Deployment',
        in_development: 'In Development',
        in_review: 'In Review',
        in_testing: 'In Testing',
        prioritized: 'Prioritized',
        triage: 'Triage',
        wont_fix: "Won't Fix",
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
    target_start_date: {
      type: 'timestamp',
    },
    title: {
      type: 'text',
      required: true,
    },
  },
} as const satisfies DevrevObject;
