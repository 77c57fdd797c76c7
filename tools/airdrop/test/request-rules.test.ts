import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProtocolRule } from '../src/platform/protocol-rules.js';
import { type Answer, bearerOf, credential, type DirectSnapIn, startDirectSnapIn } from './direct-snap-in.js';

let snapIn: DirectSnapIn;
let nowMs = Date.UTC(2024, 0, 1);

beforeEach(async () => {
  nowMs = Date.UTC(2024, 0, 1);
  snapIn = await startDirectSnapIn('data', { now: () => nowMs });
});

afterEach(() => snapIn.close());

/** The request was refused by this rule, with a sentence, and the refusal was recorded. */
function expectRefusal(answer: Answer, rule: ProtocolRule, status = 400): void {
  expect(answer).toMatchObject({ status, body: { rule } });
  expect(answer.body.message).toMatch(/^\S.*\.$/);
  expect(snapIn.platform.violations.map((violation) => violation.rule)).toEqual([rule]);
}

const content = gzipSync('{}');

describe('authorization', () => {
  test('state calls carry the raw token', async () => {
    expectRefusal(
      await snapIn.get(snapIn.stateUrl('get'), bearerOf(snapIn.platform)),
      'authorization-raw',
      401,
    );
  });

  test('the callback carries the raw token', async () => {
    const { callback_url: url } = snapIn.invocation.event.payload.event_context;
    expectRefusal(await snapIn.post(url, {}, bearerOf(snapIn.platform)), 'authorization-raw', 401);
  });

  test('mapper calls carry the raw token', async () => {
    const answer = await snapIn.get('/internal/airdrop.sync-mapper-record.get-by-target', {});
    expectRefusal(answer, 'authorization-raw', 401);
  });

  test('artifact calls carry a bearer token', async () => {
    expectRefusal(await snapIn.get(snapIn.prepareUrl()), 'authorization-bearer', 401);
  });

  test('uploads carry none', async () => {
    const prepared = await snapIn.prepare();
    const answer = await snapIn.post(prepared.upload_url, {});
    expectRefusal(answer, 'authorization-none');
  });

  test('downloads carry none', async () => {
    const { artifact_id: id } = await uploaded();
    const { request_id: requestId } = snapIn.invocation.event.payload.event_context;
    const query = new URLSearchParams({ request_id: requestId, artifact_id: id });
    const prepared = await snapIn.get(
      `/internal/airdrop.artifacts.download-url?${query}`,
      bearerOf(snapIn.platform),
    );
    const url = String(prepared.body.download_url);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(content);
    expectRefusal(await snapIn.get(url), 'authorization-none');
  });
});

async function uploaded(changes: Record<string, string> = {}) {
  const prepared = await snapIn.prepare(changes);
  expect((await snapIn.upload(prepared, content)).status).toBe(204);
  return prepared;
}

describe('ids', () => {
  test('an unknown endpoint is refused', async () => {
    expectRefusal(await snapIn.post('/artifacts.prepare', {}), 'known-endpoint', 404);
  });

  test('state calls carry request_id_adaas, not request_id', async () => {
    const { request_id: other } = snapIn.invocation.event.payload.event_context;
    expectRefusal(await snapIn.get(snapIn.stateUrl('get', { request_id: other })), 'request-id');
  });

  test('artifact calls carry request_id, not request_id_adaas', async () => {
    const { request_id_adaas: other } = snapIn.invocation.event.payload.event_context;
    const answer = await snapIn.get(snapIn.prepareUrl({ request_id: other }), bearerOf(snapIn.platform));
    expectRefusal(answer, 'request-id');
  });

  test('state calls name sync_unit_id, not the external one', async () => {
    expectRefusal(await snapIn.get(snapIn.stateUrl('get', { sync_unit: 'PROJ' })), 'sync-unit');
  });

  test('a phase without a sync unit has no state', async () => {
    snapIn.open('external-sync-units');
    expectRefusal(await snapIn.get(snapIn.stateUrl('get')), 'stateful-phase');
  });

  test('what a dead process still sends is refused but no violation', async () => {
    snapIn.platform.closeInvocation(snapIn.invocation);
    expect((await snapIn.get(snapIn.stateUrl('get'))).status).toBe(409);
    expect(snapIn.platform.violations).toEqual([]);
  });
});

describe('state', () => {
  test('is absent with 404 at first and then comes back as it was written', async () => {
    expect((await snapIn.get(snapIn.stateUrl('get'))).status).toBe(404);
    const state = '{"place": "page 2"}';
    expect((await snapIn.post(snapIn.stateUrl('update'), { state })).status).toBe(200);
    expect(await snapIn.get(snapIn.stateUrl('get'))).toEqual({ status: 200, body: { state } });
    expect(snapIn.platform.violations).toEqual([]);
  });

  test('is a JSON text, not an object', async () => {
    expectRefusal(await snapIn.post(snapIn.stateUrl('update'), { state: {} }), 'state-text');
  });

  test('is refused when its text is not JSON', async () => {
    expectRefusal(await snapIn.post(snapIn.stateUrl('update'), { state: '{' }), 'state-text');
  });

  test('stays below 1 MB', async () => {
    const state = JSON.stringify('é'.repeat(499_999));
    expectRefusal(await snapIn.post(snapIn.stateUrl('update'), { state }), 'state-size', 413);
    const smaller = JSON.stringify('é'.repeat(499_998));
    expect((await snapIn.post(snapIn.stateUrl('update'), { state: smaller })).status).toBe(200);
  });

  test('holds no credential', async () => {
    const state = JSON.stringify({ header: credential });
    expectRefusal(await snapIn.post(snapIn.stateUrl('update'), { state }), 'no-secrets');
  });

  test('comes with the scope a user chose', async () => {
    await snapIn.close();
    snapIn = await startDirectSnapIn('data', { extractionScope: { notes: { extract: false } } });
    await snapIn.post(snapIn.stateUrl('update'), { state: '{}' });
    const { body } = await snapIn.get(snapIn.stateUrl('get'));
    expect(body.objects).toBe('{"notes":{"extract":false}}');
  });
});

describe('json bodies', () => {
  test('say that they are JSON', async () => {
    const answer = await snapIn.post(snapIn.stateUrl('update'), {}, { 'content-type': 'text/plain' });
    expectRefusal(answer, 'json-body', 415);
  });

  test('are objects', async () => {
    expectRefusal(await snapIn.post(snapIn.stateUrl('update'), []), 'json-body');
  });
});

describe('uploads', () => {
  const prepareAs = (changes: Record<string, string | undefined>) =>
    snapIn.get(snapIn.prepareUrl(changes), bearerOf(snapIn.platform));

  test.each([{ file_name: undefined }, { file_type: undefined }, { file_name: 'x'.repeat(257) }])(
    'are prepared with a name and a type: %o',
    async (changes) => {
      expectRefusal(await prepareAs(changes), 'prepare-fields');
    },
  );

  test.each(['0', '-1', '1.5', ''])('are prepared with a size above 0, not "%s"', async (size) => {
    expectRefusal(await prepareAs({ file_size: size }), 'prepare-size');
  });

  test('have the prepared size', async () => {
    const prepared = await snapIn.prepare({ file_size: String(content.length + 1) });
    expectRefusal(await snapIn.upload(prepared, content), 'upload-size');
    expect((await snapIn.confirm(prepared.artifact_id)).status).toBe(400);
  });

  test('are not empty', async () => {
    expectRefusal(await snapIn.upload(await snapIn.prepare(), new Uint8Array()), 'upload-size');
  });

  test('send back every form_data field', async () => {
    const prepared = await snapIn.prepare();
    const answer = await snapIn.upload(prepared, content, (form) => form.delete('policy'));
    expectRefusal(answer, 'upload-form', 403);
  });

  test('end with the file', async () => {
    const prepared = await snapIn.prepare();
    expectRefusal(
      await snapIn.upload(prepared, content, (form) => form.append('late', 'field')),
      'upload-form',
    );
  });

  test('have a part named file', async () => {
    const prepared = await snapIn.prepare();
    expectRefusal(await snapIn.upload(prepared, content, (form) => form.delete('file')), 'upload-form');
  });

  test('are no JSON', async () => {
    const prepared = await snapIn.prepare();
    const answer = await fetch(prepared.upload_url, { method: 'POST', body: '{}' });
    expectRefusal({ status: answer.status, body: Object(await answer.json()) }, 'upload-form');
  });

  test('declare their length instead of being chunked', async () => {
    const prepared = await snapIn.prepare();
    const status = await new Promise((resolve, reject) => {
      const upload = request(prepared.upload_url, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      upload.on('error', reject);
      upload.setHeader('transfer-encoding', 'chunked');
      upload.end('--x');
    });
    expect(status).toBe(411);
    expect(snapIn.platform.violations.map(({ rule }) => rule)).toEqual(['upload-length']);
  });

  test('use a URL that was signed', async () => {
    const prepared = await snapIn.prepare();
    const changed = { ...prepared, upload_url: prepared.upload_url.replace(/expires=\d/, 'expires=9') };
    expectRefusal(await snapIn.upload(changed, content), 'upload-signature', 403);
  });

  test('use a URL that has not expired', async () => {
    const prepared = await snapIn.prepare();
    nowMs += 16 * 60 * 1000;
    expectRefusal(await snapIn.upload(prepared, content), 'upload-signature', 403);
  });

  test('may be repeated until they are confirmed', async () => {
    const prepared = await uploaded();
    expect((await snapIn.upload(prepared, content)).status).toBe(204);
    expect((await snapIn.confirm(prepared.artifact_id)).status).toBe(200);
    expect((await snapIn.confirm(prepared.artifact_id)).status).toBe(200);
    expectRefusal(await snapIn.upload(prepared, content), 'upload-once', 409);
  });

  test('keep bytes that look like the end of the form', async () => {
    const prepared = await snapIn.prepare();
    const tricky = Buffer.concat([
      Buffer.from('\r\n--'),
      Buffer.alloc(200_000, '\r\n-'),
      Buffer.from('\r\n'),
    ]);
    expect((await snapIn.upload(prepared, tricky)).status).toBe(204);
    expect(snapIn.platform.artifacts.find(prepared.artifact_id)?.uploaded?.bytes).toBe(tricky.length);
  });

  test('are confirmed only after they arrived', async () => {
    const { artifact_id: id } = await snapIn.prepare();
    expectRefusal(await snapIn.confirm(id), 'confirm-uploaded');
  });

  test('are confirmed only when they were prepared', async () => {
    expectRefusal(await snapIn.confirm('don:core:dvrv-us-1:devo/local:artifact/99'), 'confirm-uploaded', 404);
  });

  test('of external sync units are not confirmed', async () => {
    snapIn.open('external-sync-units');
    const { artifact_id: id } = await uploaded();
    expectRefusal(await snapIn.confirm(id), 'confirm-sync-units');
  });

  test('can only be downloaded when they exist', async () => {
    const { request_id: requestId } = snapIn.invocation.event.payload.event_context;
    const query = new URLSearchParams({ request_id: requestId, artifact_id: 'unknown' });
    const answer = await snapIn.get(
      `/internal/airdrop.artifacts.download-url?${query}`,
      bearerOf(snapIn.platform),
    );
    expectRefusal(answer, 'download-known', 404);
  });
});

describe('mappers', () => {
  const base = '/internal/airdrop.sync-mapper-record';
  const record = () => ({
    sync_unit: snapIn.invocation.event.payload.event_context.sync_unit,
    external_ids: ['10001'],
    targets: ['don:core:work/1'],
    status: 'operational',
  });
  const search = (action: string, fields: Record<string, string>) =>
    snapIn.get(`${base}.${action}?${new URLSearchParams({ sync_unit: record().sync_unit, ...fields })}`);

  test('are created, found both ways, updated and found after a restart', async () => {
    const created = await snapIn.post(`${base}.create`, record());
    expect(created).toMatchObject({ status: 200, body: { sync_mapper_record: { external_ids: ['10001'] } } });
    const { id } = created.body.sync_mapper_record as { id: string };
    const update = { ...record(), id, external_ids: { add: ['10002'] }, targets: { add: [] } };
    expect((await snapIn.post(`${base}.update`, update)).status).toBe(200);
    expect((await search('get-by-target', { target: 'don:core:work/1' })).status).toBe(200);
    const found = await search('get-by-external-id', { external_id: '10002', target_type: 'work' });
    expect(found.body).toMatchObject({ sync_mapper_record: { id, external_ids: ['10001', '10002'] } });
    expect((await search('get-by-target', { target: 'don:core:work/2' })).status).toBe(404);
    expect(snapIn.platform.violations).toEqual([]);
  });

  test('name the sync unit of the event', async () => {
    expectRefusal(await snapIn.post(`${base}.create`, { ...record(), sync_unit: 'other' }), 'sync-unit');
  });

  test.each([
    { status: 'lost' },
    { external_ids: [] },
    { targets: 'don:core:work/1' },
    { external_versions: [{ modified_date: '2024-01-01' }] },
  ])('are refused with %o', async (changes) => {
    expectRefusal(await snapIn.post(`${base}.create`, { ...record(), ...changes }), 'mapper-request');
  });

  test('are searched with a known target type', async () => {
    const answer = await search('get-by-external-id', { external_id: '1', target_type: 'spaceship' });
    expectRefusal(answer, 'mapper-request');
  });
});

describe('the initial domain mapping', () => {
  const install = '/internal/airdrop.recipe.initial-domain-mappings.install';
  const slugs = {
    external_system_type: 'ADaaS',
    import_slug: 'airdrop-notebook',
    snap_in_slug: 'airdrop-notebook-snap-in',
  };

  test('is installed with a blueprint the platform created', async () => {
    const { snap_in_id: id } = snapIn.invocation.event.context;
    expect(await snapIn.get(`/internal/snap-ins.get?id=${id}`)).toMatchObject({
      body: {
        snap_in: { imports: [{ name: slugs.import_slug }], snap_in_version: { slug: slugs.snap_in_slug } },
      },
    });
    const created = await snapIn.post('/internal/airdrop.recipe.blueprints.create', { stages: [] });
    const { id: blueprint } = created.body.recipe_blueprint as { id: string };
    const answer = await snapIn.post(install, { ...slugs, starting_recipe_blueprint: blueprint, extra: 1 });
    expect(answer.status).toBe(200);
    const { sync_unit_id: syncUnitId } = snapIn.invocation.event.payload.event_context;
    expect(snapIn.platform.mappings.isInstalled('v1', syncUnitId)).toBe(true);
    expect(snapIn.platform.mappings.isInstalled('v2', syncUnitId)).toBe(false);
  });

  test.each([
    { import_slug: 'other' },
    { external_system_type: 'Airdrop' },
    { starting_recipe_blueprint: 'unknown' },
  ])('is refused with %o', async (changes) => {
    expectRefusal(await snapIn.post(install, { ...slugs, ...changes }), 'mapping-request');
  });
});

test('a request that was given up and comes late is no violation', async () => {
  const stateOf = 'GET /internal/airdrop.external-worker.get';
  // The first upload is dealt with after all that follows, but for the last reading of the state.
  const delays: Readonly<Record<string, number>> = { 'POST /upload/:id 1': 100, [`${stateOf} 2`]: 300 };
  await snapIn.close();
  snapIn = await startDirectSnapIn('data', {
    faults: ({ endpoint, attempt }) => {
      const delayMs = delays[`${endpoint} ${attempt}`];
      return delayMs === undefined ? undefined : { delayMs };
    },
  });
  const prepared = await snapIn.prepare();
  const givenUp = request(prepared.upload_url, { method: 'POST', headers: { 'content-length': '2' } });
  givenUp.on('error', () => {});
  givenUp.end('--');
  await once(givenUp, 'finish');
  await snapIn.get(snapIn.stateUrl('get'));
  givenUp.destroy();
  expect(await snapIn.upload(prepared, content)).toMatchObject({ status: 204 });
  expect(await snapIn.confirm(prepared.artifact_id)).toMatchObject({ status: 200 });
  await snapIn.get(snapIn.stateUrl('get'));
  expect(snapIn.platform.violations).toEqual([]);
});
