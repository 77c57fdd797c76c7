import { describe, expect, test } from 'vitest';
import { answerableEvent, parseEvent } from '../../src/protocol/event.js';
import { rawEvent } from '../support/test-event.js';

describe('what is read from an event', () => {
  test('the fields core needs, each from its place', () => {
    expect(parseEvent(rawEvent('START_EXTRACTING_DATA', {}, 'https://api.devrev.ai'))).toMatchObject({
      type: 'START_EXTRACTING_DATA',
      sentType: 'START_EXTRACTING_DATA',
      serviceAccountToken: 'canary-service-token',
      devrevEndpoint: 'https://api.devrev.ai',
      snapInId: 'don:integration:dvrv-us-1:devo/1:snap_in/abc',
      snapInVersionId: 'don:integration:dvrv-us-1:devo/1:snap_in_package/p:snap_in_version/v3',
      connectionKey: '{"token":"canary-source-token"}',
      organizationId: 'acme',
      organizationName: 'Acme',
    });
  });

  test('the payload of the official acceptance tests, which leaves out almost everything', () => {
    const event = parseEvent({
      payload: {
        connection_data: { org_id: 'org-id', org_name: 'org', key: 'key', key_type: '' },
        event_context: {
          callback_url: 'http://localhost:8002/callback',
          dev_org: 'test-dev-org',
          external_sync_unit_id: 'unit',
          sync_unit_id: 'sync-unit',
          worker_data_url: 'http://localhost:8003/external-worker',
        },
        event_type: 'EXTRACTION_DATA_START',
      },
      context: { secrets: { service_account_token: 'token' } },
    });
    expect(event).toMatchObject({ type: 'START_EXTRACTING_DATA', devrevEndpoint: '', snapInVersionId: '' });
  });

  test('what the organization has set for the snap-in, if it has', () => {
    const sent = rawEvent('START_EXTRACTING_DATA');
    const withSettings = (global_values: unknown) =>
      parseEvent({ ...sent, input_data: { global_values } }).settings;
    expect(withSettings({ limit_share_percent: '50' })).toEqual({ limit_share_percent: '50' });
    expect(withSettings(['odd'])).toEqual({});
    expect(parseEvent({ ...sent, input_data: null }).settings).toEqual({});
  });

  test('unknown fields of the event context are kept, also null and nested ones', () => {
    const sent = { event_type_adaas: 'X', sequence_version: null, deep: { a: [1] }, sync_tier: 3 };
    expect(parseEvent(rawEvent('START_EXTRACTING_DATA', sent)).context).toMatchObject(sent);
  });

  test('an event type nobody knows is not refused, so that it can be answered', () => {
    expect(parseEvent(rawEvent('START_DANCING'))).toMatchObject({
      type: undefined,
      sentType: 'START_DANCING',
    });
  });
});

const canary = 'canary-value';

test.each([
  ['no event at all', canary, 'event'],
  ['null', null, 'event'],
  [
    'no token',
    { ...rawEvent('X'), context: { secrets: { service_account_token: [canary] } } },
    'service_account_token',
  ],
  ['a field of the wrong type', rawEvent('X', { run_id: { canary } }), 'payload.event_context.run_id'],
  ['no callback', rawEvent('X', { callback_url: [canary] }), 'payload.event_context.callback_url'],
])('%s is refused by the name of the field, never its value', (_, event, field) => {
  expect(() => parseEvent(event)).toThrow(field);
  expect(() => parseEvent(event)).not.toThrow(canary);
  expect(() => parseEvent(event)).toThrow(expect.objectContaining({ code: 'malformed_event' }));
});

describe('an event that cannot be read is answered if it says where', () => {
  test('without the fields that are wrong', () => {
    const event = answerableEvent(rawEvent('START_EXTRACTING_DATA', { run_id: 17, mode: 'INITIAL' }));
    expect(event).toMatchObject({ type: 'START_EXTRACTING_DATA', context: { mode: 'INITIAL' } });
    expect(event?.context.run_id).toBeUndefined();
  });

  test.each([
    ['without a callback', rawEvent('X', { callback_url: 5 })],
    ['without a token', { ...rawEvent('X'), context: {} }],
    ['that is none', 'hello'],
  ])('and not %s', (_, event) => {
    expect(answerableEvent(event)).toBeUndefined();
  });
});
