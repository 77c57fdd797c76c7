import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { phaseProtocols } from '../src/platform/protocol-names.js';
import type { ProtocolRule } from '../src/platform/protocol-rules.js';
import {
  type Answer,
  credential,
  type Descriptor,
  type DirectSnapIn,
  declareNotes,
  note,
  startDirectSnapIn,
} from './direct-snap-in.js';

let snapIn: DirectSnapIn;

beforeEach(async () => {
  snapIn = await startDirectSnapIn('metadata');
  await declareNotes(snapIn);
  snapIn.open('data');
});

afterEach(() => snapIn.close());

function expectRefusal(answer: Answer, rule: ProtocolRule, status = 400): void {
  expect(answer).toMatchObject({ status, body: { rule } });
  expect(snapIn.platform.violations.map((violation) => violation.rule)).toEqual([rule]);
  expect(snapIn.invocation.reply).toBeUndefined();
}

const done = (artifacts: readonly unknown[]) => snapIn.reply('DATA_EXTRACTION_DONE', { artifacts });

describe('a reply', () => {
  test('that keeps the rules is accepted once', async () => {
    const artifacts = [await snapIn.deliver('notes', [note('1'), note('2')])];
    expect(await done(artifacts)).toMatchObject({ status: 200 });
    expect(snapIn.invocation.reply).toMatchObject({ kind: 'done', artifacts });
    const again = await done(artifacts);
    expect(again).toMatchObject({ status: 409, body: { rule: 'one-reply' } });
  });

  test('names each phase with its own current words', () => {
    const names = Object.values(phaseProtocols).flatMap((protocol) => Object.values(protocol.replies));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(6 * 2 + 4 * 4);
  });

  test.each([
    'EXTRACTION_DATA_DONE',
    'EXTRACTION_DATA_DELAY',
    'METADATA_EXTRACTION_DONE',
    'UNKNOWN_EVENT_TYPE',
    '',
  ])('is refused under the name "%s"', async (name) => {
    expectRefusal(await snapIn.reply(name), 'reply-name');
  });

  test('stays below 200,000 bytes', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', { padding: 'x'.repeat(200_000) });
    expectRefusal(answer, 'reply-size', 413);
  });

  test('echoes every member of event_context', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => delete body.event_context.uuid);
    expectRefusal(answer, 'reply-context');
    expect(answer.body.message).toContain('uuid');
  });

  test('changes no member of event_context', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => {
      body.event_context.mode = 'INCREMENTAL';
    });
    expectRefusal(answer, 'reply-context');
  });

  test('adds nothing to event_context but the resolved window', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => {
      body.event_context.extra = 1;
    });
    expectRefusal(answer, 'reply-context');
    const windowed = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => {
      body.event_context.extract_from = '1970-01-01T00:00:00.000Z';
    });
    expect(windowed.status).toBe(200);
  });

  test('states the library version', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => {
      body.worker_metadata = {};
    });
    expectRefusal(answer, 'reply-worker-metadata');
  });

  test('states dates in RFC 3339', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', {}, (body) => {
      body.worker_metadata.newest_state_date = 'yesterday';
    });
    expectRefusal(answer, 'reply-worker-metadata');
  });

  test.each(['X-DevRev-Client-Platform', 'X-DevRev-Client-Id', 'X-DevRev-Client-Version'])(
    'carries the header %s',
    async (name) => {
      const headers = snapIn.clientHeaders();
      delete headers[name.toLowerCase()];
      const { callback_url: url } = snapIn.invocation.event.payload.event_context;
      expectRefusal(await snapIn.post(url, {}, headers), 'client-headers');
    },
  );

  test('may lack a header for what the event does not name', async () => {
    const { snap_in_slug: _, ...context } = snapIn.invocation.event.payload.event_context;
    Object.assign(snapIn.invocation.event.payload, { event_context: context });
    const { 'x-devrev-client-platform': __, ...headers } = snapIn.clientHeaders();
    const body = {
      event_type: 'DATA_EXTRACTION_DONE',
      event_context: context,
      event_data: { artifacts: [] },
      worker_metadata: { adaas_library_version: '1.20.0' },
    };
    expect(await snapIn.post(context.callback_url, body, headers)).toMatchObject({ status: 200 });
  });

  test('lists artifacts as an array', async () => {
    expectRefusal(await snapIn.reply('DATA_EXTRACTION_DONE', { artifacts: {} }), 'reply-data');
  });

  test('lists external sync units as an artifact, not inline', async () => {
    expectRefusal(await snapIn.reply('DATA_EXTRACTION_DONE', { external_sync_units: [] }), 'reply-data');
  });

  test.each([undefined, 0, 1.5, '30', -1])('that is delayed states whole seconds, not %o', async (delay) => {
    expectRefusal(await snapIn.reply('DATA_EXTRACTION_DELAYED', { delay }), 'reply-delay');
  });

  test.each([undefined, 'text', {}, { message: '' }, { message: 1 }])(
    'that is an error has a message, not %o',
    async (error) => {
      expectRefusal(await snapIn.reply('DATA_EXTRACTION_ERROR', { error }), 'reply-error');
    },
  );

  test('has an error message of at most 10,000 characters and a note of what was cut', async () => {
    const long = { message: 'x'.repeat(10_001) };
    expectRefusal(await snapIn.reply('DATA_EXTRACTION_ERROR', { error: long }), 'reply-error');
    const cut = { message: `${'x'.repeat(10_000)}... 12 more characters` };
    expect((await snapIn.reply('DATA_EXTRACTION_ERROR', { error: cut })).status).toBe(200);
  });

  test('may leave the artifacts out when it is an error', async () => {
    const answer = await snapIn.reply('DATA_EXTRACTION_ERROR', {
      artifacts: undefined,
      error: { message: 'It broke.' },
    });
    expect(answer.status).toBe(200);
  });

  test('holds no credential', async () => {
    const error = { message: `401 for ${credential}` };
    expectRefusal(await snapIn.reply('DATA_EXTRACTION_ERROR', { error }), 'no-secrets');
  });

  test('goes to the callback of the running invocation', async () => {
    const { callback_url: old } = snapIn.invocation.event.payload.event_context;
    snapIn.open('data');
    expectRefusal(await snapIn.post(old, {}, snapIn.clientHeaders()), 'open-invocation', 409);
  });

  test('to an event nobody knows may say so', async () => {
    await snapIn.close();
    snapIn = await startDirectSnapIn('data', {
      eventOverride: (event) => ({ ...event, payload: { ...event.payload, event_type: 'START_DREAMING' } }),
    });
    const answer = await snapIn.reply('UNKNOWN_EVENT_TYPE', { error: { message: 'What is that?' } });
    expect(answer.status).toBe(200);
  });
});

describe('listed artifacts', () => {
  test('are described by id, item type and count', async () => {
    expectRefusal(await done([{ id: 'x', item_type: 'notes' }]), 'artifact-descriptor');
  });

  test('are listed once', async () => {
    const artifact = await snapIn.deliver('notes', [note('1')]);
    expectRefusal(await done([artifact, artifact]), 'artifact-descriptor');
  });

  test('were prepared here', async () => {
    expectRefusal(await done([{ id: 'x', item_type: 'notes', item_count: 1 }]), 'artifact-known');
  });

  test('were uploaded', async () => {
    const { artifact_id: id } = await snapIn.prepare();
    expectRefusal(await done([{ id, item_type: 'notes', item_count: 1 }]), 'artifact-uploaded');
  });

  test('were confirmed', async () => {
    const artifact = await snapIn.deliver('notes', [note('1')], { confirm: false });
    expectRefusal(await done([artifact]), 'artifact-confirmed');
  });

  test('are gzip-compressed', async () => {
    expectRefusal(
      await done([await deliverBytes(Buffer.from(JSON.stringify(note('1'))))]),
      'artifact-content',
    );
  });

  test('are complete gzip files', async () => {
    const bytes = gzipSync(JSON.stringify(note('1')));
    expectRefusal(await done([await deliverBytes(bytes.subarray(0, bytes.length - 4))]), 'artifact-content');
  });

  test('hold one JSON object per line', async () => {
    expectRefusal(await done([await deliverBytes(gzipSync('{"id": "1",'))]), 'artifact-content');
  });

  test('may hold blank lines', async () => {
    const line = JSON.stringify(note('1'));
    expect((await done([await deliverBytes(gzipSync(`${line}\n\n`))])).status).toBe(200);
  });

  test('hold as many records as the count says', async () => {
    const artifact = await snapIn.deliver('notes', [note('1')]);
    expectRefusal(await done([{ ...artifact, item_count: 2 }]), 'item-count');
  });

  test('state the date bounds of their records', async () => {
    const artifact = await snapIn.deliver('notes', [
      note('1'),
      note('2', { modified_date: '2024-06-01T00:00:00.000Z' }),
    ]);
    const dated = {
      ...artifact,
      oldest_modified_date: '2024-05-06T07:08:09.000Z',
      newest_modified_date: '2024-06-01T00:00:00.000Z',
    };
    expect((await done([dated])).status).toBe(200);
    snapIn.open('data');
    const wrong = { ...dated, newest_modified_date: '2024-06-02T00:00:00.000Z' };
    expectRefusal(await done([wrong]), 'artifact-dates');
  });

  test.each(['Notes', 'users', 'external_sync_units', 'ssor_attachment'])(
    'in the data phase are not of item type "%s"',
    async (itemType) => {
      expectRefusal(await done([await snapIn.deliver(itemType, [note('1')])]), 'item-type');
    },
  );

  async function deliverBytes(bytes: Buffer): Promise<Descriptor> {
    const prepared = await snapIn.prepare();
    await snapIn.upload(prepared, bytes);
    await snapIn.confirm(prepared.artifact_id);
    return { id: prepared.artifact_id, item_type: 'notes', item_count: 1 };
  }
});

describe('records', () => {
  test.each([
    { id: 1 },
    { id: '' },
    { created_date: undefined },
    { modified_date: '2024-05-06' },
    { modified_date: '2024-13-06T00:00:00Z' },
    { data: 'text' },
    { title: 'beside data' },
  ])('of a domain type are refused with %o', async (changes) => {
    const answer = await done([await snapIn.deliver('notes', [note('1'), note('2', changes)])]);
    expectRefusal(answer, 'record-shape');
    expect(answer.body.message).toContain('Record 2');
  });

  const file = { id: 'f1', url: 'http://files/f1', file_name: 'f1.txt', parent_id: '1' };

  test('of attachments are accepted without being declared', async () => {
    expect((await done([await snapIn.deliver('attachments', [file])])).status).toBe(200);
  });

  test.each([{ parent_id: 7 }, { url: '' }, { inline: 'yes' }])(
    'of attachments are refused with %o',
    async (changes) => {
      expectRefusal(
        await done([await snapIn.deliver('attachments', [{ ...file, ...changes }])]),
        'record-shape',
      );
    },
  );

  test('of external sync units need no confirmation', async () => {
    snapIn.open('external-sync-units');
    const units = [{ id: 'P', name: 'Project', description: '', item_count: -1 }];
    const artifact = await snapIn.deliver('external_sync_units', units, { confirm: false });
    const answer = await snapIn.reply('EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', { artifacts: [artifact] });
    expect(answer.status).toBe(200);
  });

  test('of external sync units have a name', async () => {
    snapIn.open('external-sync-units');
    const artifact = await snapIn.deliver('external_sync_units', [{ id: 'P', description: '' }], {
      confirm: false,
    });
    const answer = await snapIn.reply('EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', { artifacts: [artifact] });
    expectRefusal(answer, 'record-shape');
  });

  const transferred = (devrev: string) => ({ id: { devrev, external: 'f1' }, parent_id: { external: '1' } });
  const transferDone = async (records: unknown[]) => {
    const artifact = await snapIn.deliver('ssor_attachment', records);
    return snapIn.reply('ATTACHMENT_EXTRACTION_DONE', { artifacts: [artifact] });
  };

  test('of transferred files name an artifact that is held', async () => {
    snapIn.open('attachments');
    const { id } = await snapIn.deliver('f1.txt', [{}]);
    expect((await transferDone([transferred(id)])).status).toBe(200);
    snapIn.open('attachments');
    expectRefusal(await transferDone([transferred('unknown')]), 'attachment-artifact');
  });

  test('of transferred files name a confirmed artifact', async () => {
    snapIn.open('attachments');
    const { id } = await snapIn.deliver('f1.txt', [{}], { confirm: false });
    expectRefusal(await transferDone([transferred(id)]), 'attachment-artifact');
  });

  test('of transferred files have the ids of both sides', async () => {
    snapIn.open('attachments');
    expectRefusal(
      await transferDone([{ id: { external: 'f1' }, parent_id: { external: '1' } }]),
      'record-shape',
    );
  });
});

describe('metadata', () => {
  const document = { schema_version: 'v0.2.0', record_types: {} };

  test.each([
    ['no artifact', []],
    ['two records', [[document, document]]],
    ['two artifacts', [[document], [document]]],
    ['another schema version', [[{ ...document, schema_version: 'v0.1.0' }]]],
    ['no record types', [[{ schema_version: 'v0.2.0' }]]],
  ])('is refused with %s', async (_, contents) => {
    snapIn.open('metadata');
    const artifacts: Descriptor[] = [];
    for (const records of contents) artifacts.push(await snapIn.deliver('external_domain_metadata', records));
    expectRefusal(await snapIn.reply('METADATA_EXTRACTION_DONE', { artifacts }), 'metadata-document');
  });

  test('cannot be continued', async () => {
    snapIn.open('metadata');
    expectRefusal(await snapIn.reply('METADATA_EXTRACTION_PROGRESS'), 'reply-name');
  });

  test('may announce item counts, and only metadata may', async () => {
    const counts = [{ record_type: 'notes', count: 3, model_input_type: 'main' }];
    const answer = await snapIn.reply('DATA_EXTRACTION_DONE', { pre_extraction_item_counts: counts });
    expectRefusal(answer, 'reply-data');
  });
});

test('a big data file is judged in its own thread', async () => {
  const records = Array.from({ length: 20_000 }, (_, index) =>
    note(String(index), { data: { noise: Math.sin(index) } }),
  );
  const artifact = await snapIn.deliver('notes', records);
  expect((await done([{ ...artifact, item_count: 19_999 }])).body.message).toContain('holds 20000 records');
  expect((await done([artifact])).status).toBe(200);
});
