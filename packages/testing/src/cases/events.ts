import type { AirdropEvent, Phase } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import { lastConnectorLog } from '../connector-log.js';
import type { ContractCase } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { expectComplete, expectFailure, expectSentence } from '../outcome.js';
import { openEventPost } from '../single-events.js';
import { inWorld } from '../world.js';
import { pageByPage, total } from './time-outs.js';

const group = 'events';
const size = 50;

/** Source: devrev/adaas-sdk `src/common/event-type-translation.ts`. */
const legacyNames: Readonly<Record<string, string>> = {
  START_EXTRACTING_EXTERNAL_SYNC_UNITS: 'EXTRACTION_EXTERNAL_SYNC_UNITS_START',
  START_EXTRACTING_METADATA: 'EXTRACTION_METADATA_START',
  START_EXTRACTING_DATA: 'EXTRACTION_DATA_START',
  CONTINUE_EXTRACTING_DATA: 'EXTRACTION_DATA_CONTINUE',
  START_EXTRACTING_ATTACHMENTS: 'EXTRACTION_ATTACHMENTS_START',
  CONTINUE_EXTRACTING_ATTACHMENTS: 'EXTRACTION_ATTACHMENTS_CONTINUE',
};

const deletions: readonly [Phase, string, string][] = [
  ['extractor-state-deletion', 'START_DELETING_EXTRACTOR_STATE', 'EXTRACTOR_STATE_DELETION_DONE'],
  [
    'extractor-attachments-state-deletion',
    'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
    'EXTRACTOR_ATTACHMENTS_STATE_DELETION_DONE',
  ],
  ['extractor-state-deletion', 'EXTRACTION_DATA_DELETE', 'EXTRACTOR_STATE_DELETION_DONE'],
  [
    'extractor-attachments-state-deletion',
    'EXTRACTION_ATTACHMENTS_DELETE',
    'EXTRACTOR_ATTACHMENTS_STATE_DELETION_DONE',
  ],
  ['loader-state-deletion', 'START_DELETING_LOADER_STATE', 'LOADER_STATE_DELETION_DONE'],
  [
    'loader-attachment-state-deletion',
    'START_DELETING_LOADER_ATTACHMENT_STATE',
    'LOADER_ATTACHMENT_STATE_DELETION_DONE',
  ],
];

/** Every event gets the one answer it calls for, however old or sparse it is. */
export const eventCases: readonly ContractCase[] = [
  {
    id: 'legacy-event-names',
    group,
    title: 'events under their older names make a whole run (A38)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        const sent = new Set<string>();
        const eventOverride = renamed((name) => {
          sent.add(name);
          return legacyNames[name] ?? name;
        });
        expectComplete(await world.sync({ ...pageByPage(), eventOverride }));
        expect([...sent].sort()).toEqual(Object.keys(legacyNames).sort());
      }),
  },
  {
    id: 'start-repeated',
    group,
    proves: [expected('event-repeated', 'Data')],
    title: 'a start event where a continuation was due goes on with the run (matrix 26)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        let repeated = 0;
        const eventOverride = renamed((name) => {
          if (name.startsWith('CONTINUE_')) repeated += 1;
          return name.replace(/^CONTINUE_/, 'START_');
        });
        const summary = await world.sync({ ...pageByPage(), eventOverride });
        expectComplete(summary);
        expect(repeated).toBeGreaterThan(2);
        // Started afresh each time, it would bring its first page again and again.
        expect(summary.repeated).toBeLessThan(total(summary.records) / 5);
      }),
  },
  {
    id: 'sparse-events',
    group,
    title: 'events with nothing optional in them make a whole run (A38)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        expectComplete(await world.sync({ ...pageByPage(), eventOverride: sparse }));
      }),
  },
  {
    id: 'continued-metadata',
    group,
    title: 'metadata asked for by a continue event serves a run and the next one (A38)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        const eventOverride = renamed((name) =>
          name === 'START_EXTRACTING_METADATA' ? 'CONTINUE_EXTRACTING_METADATA' : name,
        );
        expectComplete(await world.sync({ eventOverride }));
        world.simulator.applyChanges({ seed: 3, edits: 4 });
        expectComplete(await world.sync({ scenario: 'incremental', eventOverride }));
      }),
  },
  {
    id: 'malformed-event',
    group,
    proves: [expected('event-unreadable', 'Data')],
    title: 'an event without a reply address ends in one sentence in the log and no reply (A38)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        let replies = 0;
        const summary = await world.sync({
          eventOverride: withoutReplyAddress,
          onProgress: ({ type }) => {
            if (type === 'reply') replies += 1;
          },
        });
        expectFailure(summary, /without a reply/);
        expect(replies).toBe(0);
        const lines = lastConnectorLog(world.dataDirectory);
        expect(lines).toHaveLength(summary.invocations);
        for (const line of lines) {
          const entry = JSON.parse(line);
          expect(entry).toMatchObject({ level: 'error', code: 'malformed_event' });
          expectSentence(entry.message);
          expect(line).not.toMatch(/\\n\s+at /);
        }
      }),
  },
  {
    id: 'unknown-event',
    group,
    proves: [expected('event-unknown', 'Units')],
    title: 'an event type of the future is answered, and the sync is not harmed by it (matrix 27)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        const eventOverride = renamed((name) =>
          name === 'START_EXTRACTING_DATA' ? 'START_EXTRACTING_DREAMS' : name,
        );
        expect(await world.sync({ eventOverride })).toMatchObject({
          status: 'failed',
          error: 'The connector replied UNKNOWN_EVENT_TYPE.',
          violations: [],
        });
        expectComplete(await world.sync());
      }),
  },
  {
    id: 'deletion-events',
    group,
    title: 'events about deleting state are answered without touching it (A37)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        const post = await openEventPost(world, subject);
        try {
          for (const [phase, eventType, expected] of deletions) {
            const { reply, output } = await post.send(phase, eventType);
            expect(reply?.eventType, output).toBe(expected);
          }
          expect(post.platform.violations).toEqual([]);
          // The reply is the only thing the platform hears.
          expect([...post.platform.requests]).toEqual([['POST /callback/:id', deletions.length]]);
        } finally {
          await post.close();
        }
      }),
  },
];

function renamed(rename: (name: string) => string) {
  return (event: AirdropEvent): AirdropEvent => ({
    ...event,
    payload: { ...event.payload, event_type: rename(event.payload.event_type) },
  });
}

/** Members of `event_context` the official acceptance payloads have. */
const acceptanceMembers = [
  'callback_url',
  'dev_org',
  'external_sync_unit_id',
  'sync_unit_id',
  'worker_data_url',
];

/**
 * Members the local platform cannot do without: it tells invocations apart by their ids and asks which version
 * installed the mapping.
 */
const platformMembers = ['request_id', 'request_id_adaas', 'snap_in_version_id'];
/** Members the local platform compares requests with; one that was not sent counts as empty. */
const comparedMembers = ['snap_in_slug', 'sync_unit'];

/** An event as in the official acceptance payloads: whatever is optional is left out. */
function sparse(event: AirdropEvent): AirdropEvent {
  const { event_context: whole, connection_data, event_type } = event.payload;
  const sent = new Set([...acceptanceMembers, ...platformMembers]);
  const context = Object.defineProperties(
    { ...whole, ...Object.fromEntries(comparedMembers.map((name) => [name, ''])) },
    Object.fromEntries(Object.keys(whole).map((name) => [name, { enumerable: sent.has(name) }])),
  );
  return Object.defineProperty(
    { ...event, payload: { connection_data, event_type, event_context: context } },
    'input_data',
    { enumerable: false },
  );
}

function withoutReplyAddress(event: AirdropEvent): AirdropEvent {
  const context = Object.defineProperty({ ...event.payload.event_context }, 'callback_url', {
    enumerable: false,
  });
  return { ...event, payload: { ...event.payload, event_context: context } };
}
