import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventContext } from '../../src/protocol/event.js';
import { type ArtifactDescriptor, type PhaseReply, replyBody } from '../../src/protocol/reply.js';
import { seeded } from '../support/seeds.js';

const context: EventContext = {
  callback_url: 'http://loopback/callback',
  mode: 'INITIAL',
  dev_org: 'DEV-1',
  sync_tier: null,
};

function body(reply: PhaseReply, sent: EventContext = context) {
  return JSON.parse(JSON.stringify(replyBody(sent, reply, '1.2.3')));
}

function artifact(id: string, itemType: string, dates: Partial<ArtifactDescriptor> = {}): ArtifactDescriptor {
  return { id, item_type: itemType, item_count: 1, ...dates };
}

test('the whole body of a done reply', () => {
  const issues = artifact('a2', 'issues', {
    oldest_created_date: '2020-01-01T00:00:00.000Z',
    newest_created_date: '2021-01-01T00:00:00.000Z',
  });
  const window = { from: '1970-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' };
  expect(
    body({ eventType: 'DATA_EXTRACTION_DONE', artifacts: [artifact('a1', 'users'), issues], window }),
  ).toEqual({
    event_type: 'DATA_EXTRACTION_DONE',
    event_context: { ...context, extract_from: window.from, extract_to: window.to },
    event_data: { artifacts: [{ id: 'a1', item_type: 'users', item_count: 1 }, issues] },
    worker_metadata: {
      adaas_library_version: '1.2.3',
      oldest_state_date: window.from,
      newest_state_date: window.to,
      item_type: 'issues',
      oldest_created_date: '2020-01-01T00:00:00.000Z',
      newest_created_date: '2021-01-01T00:00:00.000Z',
    },
  });
});

test('without a window nothing is added to the event context, and null is echoed as null', () => {
  const { event_context, worker_metadata } = body({ eventType: 'METADATA_EXTRACTION_DONE', artifacts: [] });
  expect(event_context).toEqual(context);
  expect(worker_metadata).toEqual({ adaas_library_version: '1.2.3' });
});

describe('date bounds', () => {
  test('describe all artifacts of the item type uploaded last; an item type without dates has none', () => {
    const first = artifact('a1', 'issues', {
      oldest_modified_date: '1970-01-01T00:00:00.000Z',
      newest_modified_date: '2022',
    });
    const last = artifact('a3', 'issues', { oldest_modified_date: '2021', newest_modified_date: '2021' });
    const other = artifact('a2', 'users', { oldest_modified_date: '1960', newest_modified_date: '2030' });
    const { worker_metadata } = body({
      eventType: 'DATA_EXTRACTION_PROGRESS',
      artifacts: [first, other, last],
    });
    expect(worker_metadata).toMatchObject({
      item_type: 'issues',
      oldest_modified_date: '1970-01-01T00:00:00.000Z',
      newest_modified_date: '2022',
    });
    expect(worker_metadata).not.toHaveProperty('oldest_created_date');
  });

  test.each(['DATA_EXTRACTION_DELAYED', 'DATA_EXTRACTION_ERROR', 'METADATA_EXTRACTION_DONE'])(
    'are not part of %s',
    (eventType) => {
      const dated = artifact('a1', 'issues', { oldest_created_date: '2020' });
      expect(body({ eventType, artifacts: [dated] }).worker_metadata).toEqual({
        adaas_library_version: '1.2.3',
      });
    },
  );
});

describe('what depends on the kind of reply', () => {
  test.each([
    [0.2, 1],
    [30, 30],
    [30.01, 31],
  ])('a delay of %d s is the whole number %d', (delaySeconds, delay) => {
    expect(body({ eventType: 'DATA_EXTRACTION_DELAYED', artifacts: [], delaySeconds }).event_data).toEqual({
      artifacts: [],
      delay,
    });
  });

  test('a reply of the supervising thread has no artifacts at all', () => {
    expect(body({ eventType: 'UNKNOWN_EVENT_TYPE' }).event_data).toEqual({});
    expect(body({ eventType: 'DATA_EXTRACTION_ERROR', errorMessage: 'Broken.' }).event_data).toEqual({
      error: { message: 'Broken.' },
    });
  });

  test('an error message is cut at 10,000 characters and says how many are missing', () => {
    const message = (length: number) =>
      body({ eventType: 'DATA_EXTRACTION_ERROR', errorMessage: 'x'.repeat(length) }).event_data.error.message;
    expect(message(10_000)).toBe('x'.repeat(10_000));
    expect(message(10_123)).toBe(`${'x'.repeat(10_000)}... 123 more characters`);
  });
});

test('whatever the platform put into the event context comes back unchanged', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (unknown) => {
      const sent = { ...unknown, callback_url: 'http://loopback', extract_from: null, extract_to: undefined };
      expect(body({ eventType: 'DATA_EXTRACTION_DONE' }, sent).event_context).toEqual(
        JSON.parse(JSON.stringify(sent)),
      );
    }),
    seeded('echoed event contexts', 100),
  );
});
