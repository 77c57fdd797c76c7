// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import type { DevrevObject } from '../devrev-object.js';

export const incident = {
  name: 'incident',
  hierarchy: ['incident'],
  canLoad: true,
  canExtract: true,
  canSubtype: true,
  fields: {
    acknowledged_date: {
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
    body: {
      type: 'rich_text',
    },
    created_by_id: {
      type: 'reference',
      refersTo: ['#category:user'],
    },
    identified_date: {
      type: 'timestamp',
    },
    item_url_field: {
      type: 'text',
    },
    mitigated_date: {
      type: 'timestamp',
    },
    owned_by_ids: {
      type: 'reference',
      required: true,
      refersTo: ['#category:user'],
    },
    pia_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:article'],
    },
    playbook_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:article'],
    },
    related_doc_ids: {
      type: 'reference',
      collection: true,
      refersTo: ['#record:article'],
    },
    reported_by: {
      type: 'enum',
      enumValues: {
        '1': 'Customer',
        '2': 'Internal Users',
        '3': 'System',
      },
    },
    severity: {
      type: 'enum',
      required: true,
      enumValues: {
        '1': 'sev-0',
        '2': 'sev-1',
        '3': 'sev-2',
        '4': 'sev-3',
      },
    },
    stage: {
      type: 'enum',
      required: true,
      enumValues: {
        acknowledged: 'Acknowledged',
        canceled: 'Canceled',
        duplicate: 'Duplicate',
        fixing: 'Fixing',
        mitigated: 'Mitigated',
        resolved: 'Resolved',
        triage: 'Triage',
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
  },
} as const satisfies DevrevObject;
