import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createNativePlatform } from '../../src/platform/native-platform.js';
import { libraryVersion } from '../../src/version.js';
import { answer, type Handler, type SeenRequest, serve } from '../support/loopback-server.js';
import { testEvent } from '../support/test-event.js';

const token = 'canary-service-token';

type Routes = Readonly<Record<string, Handler>>;

/** A platform that answers as the real one; single routes can be replaced. */
async function platform(routes: Routes = {}, context: Readonly<Record<string, unknown>> = {}) {
  let base = '';
  const usual: Routes = {
    '/internal/airdrop.external-worker.get': (_, response) =>
      answer(response, 200, { state: '{"a":1}', objects: '{}' }),
    '/internal/airdrop.artifacts.upload-url': (_, response) =>
      answer(response, 200, {
        artifact_id: 'artifact-1',
        upload_url: `${base}/storage?signature=abc`,
        form_data: { key: 'k', policy: 'p' },
      }),
    '/storage': (_, response) => answer(response, 204),
    '/internal/airdrop.artifacts.download-url': (_, response) =>
      answer(response, 200, { download_url: `${base}/stored` }),
    '/internal/snap-ins.get': (_, response) =>
      answer(response, 200, {
        snap_in: { imports: [{ name: 'airdrop-toy' }, { name: 'second' }], snap_in_version: { slug: 'toy' } },
      }),
    '/internal/airdrop.recipe.blueprints.create': (_, response) =>
      answer(response, 200, { recipe_blueprint: { id: 'blueprint-1' } }),
    ...routes,
  };
  const server = await serve((request, response, attempt) => {
    const handler = usual[request.path];
    if (handler) handler(request, response, attempt);
    else answer(response, 200, { success: true });
  });
  base = server.url;
  const port = createNativePlatform(testEvent('START_EXTRACTING_DATA', context, server.url), {
    redact: (text) => text,
    backoff: { baseMs: 1, capMs: 1 },
  });
  const sent = (path: string): SeenRequest => {
    const request = server.requests.find((seen) => seen.path === path);
    if (!request)
      throw new Error(`nothing was sent to ${path}, only ${server.requests.map((seen) => seen.path).join()}`);
    return request;
  };
  return { port, sent, url: server.url, requests: server.requests };
}

const fields = async ({ body, headers }: SeenRequest) => {
  const form = await new Response(body, {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData();
  return [...form.entries()];
};

describe('state', () => {
  test('is read and written with the bare token and its own request id', async () => {
    const { port, sent } = await platform();
    expect(await port.readState()).toEqual({ state: '{"a":1}', objects: '{}' });
    await port.writeState('{"b":2}');
    for (const operation of ['get', 'update']) {
      const { query, headers } = sent(`/internal/airdrop.external-worker.${operation}`);
      expect(Object.fromEntries(query)).toEqual({ sync_unit: 'y', request_id: 'r2' });
      expect(headers.authorization).toBe(token);
    }
    const { method, body, headers } = sent('/internal/airdrop.external-worker.update');
    expect([method, body.toString(), headers['content-type']]).toEqual([
      'POST',
      '{"state":"{\\"b\\":2}"}',
      'application/json',
    ]);
  });

  test('that does not exist yet is no failure, an empty one is', async () => {
    const missing = await platform({
      '/internal/airdrop.external-worker.get': (_, response) => answer(response, 404),
    });
    expect(await missing.port.readState()).toEqual({ state: undefined, objects: undefined });
    const empty = await platform({
      '/internal/airdrop.external-worker.get': (_, response) => answer(response, 200, { state: '' }),
    });
    await expect(empty.port.readState()).rejects.toMatchObject({ code: 'state_missing' });
  });

  test('of an event without an address fails in a sentence', async () => {
    const { port } = await platform({}, { worker_data_url: null });
    await expect(port.readState()).rejects.toThrow(
      /failed while reading the sync state \(the platform gave an address/,
    );
  });
});

describe('artifacts', () => {
  const body = gzipSync('{"id":"1"}');

  test('are prepared and confirmed with a Bearer token, and uploaded without one', async () => {
    const { port, sent, requests } = await platform();
    expect(await port.uploadArtifact({ fileName: 'issues.jsonl.gz', body, confirm: true })).toBe(
      'artifact-1',
    );
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /internal/airdrop.artifacts.upload-url',
      'POST /storage',
      'POST /internal/airdrop.artifacts.confirm-upload',
    ]);
    const prepared = sent('/internal/airdrop.artifacts.upload-url');
    expect(Object.fromEntries(prepared.query)).toEqual({
      request_id: 'r1',
      file_type: 'application/x-gzip',
      file_name: 'issues.jsonl.gz',
      file_size: String(body.length),
    });
    expect(prepared.headers.authorization).toBe(`Bearer ${token}`);
    const uploaded = sent('/storage');
    expect(uploaded.headers.authorization).toBeUndefined();
    expect(uploaded.headers['transfer-encoding']).toBeUndefined();
    expect(uploaded.headers['content-length']).toBe(String(uploaded.body.length));
    const confirmed = sent('/internal/airdrop.artifacts.confirm-upload');
    expect(confirmed.headers.authorization).toBe(`Bearer ${token}`);
    expect(JSON.parse(confirmed.body.toString())).toEqual({ request_id: 'r1', artifact_id: 'artifact-1' });
  });

  test('of external sync units are not confirmed', async () => {
    const { port, requests } = await platform();
    await port.uploadArtifact({ fileName: 'external_sync_units.jsonl.gz', body, confirm: false });
    expect(requests.map(({ path }) => path)).not.toContain('/internal/airdrop.artifacts.confirm-upload');
  });

  test.each([
    ['a map', { key: 'k', policy: 'p' }],
    [
      'a list',
      [
        { key: 'key', value: 'k' },
        { key: 'policy', value: 'p' },
      ],
    ],
  ])('form data as %s arrives in front of the file', async (_, formData) => {
    const { port, sent } = await platform({
      '/internal/airdrop.artifacts.upload-url': (request, response) =>
        answer(response, 200, {
          artifact_id: 'artifact-1',
          upload_url: `http://${request.headers.host}/storage`,
          form_data: formData,
        }),
    });
    await port.uploadArtifact({ fileName: 'issues.jsonl.gz', body, confirm: true });
    expect((await fields(sent('/storage'))).map(([name]) => name)).toEqual(['key', 'policy', 'file']);
  });

  test('an upload that failed is repeated whole', async () => {
    const { port, requests } = await platform({
      '/storage': (_, response, attempt) => answer(response, attempt === 1 ? 503 : 204),
    });
    await port.uploadArtifact({ fileName: 'issues.jsonl.gz', body, confirm: true });
    const uploads = requests.filter(({ path }) => path === '/storage');
    expect(uploads.map((upload) => upload.body.includes(body))).toEqual([true, true]);
  });

  test.each([{}, { artifact_id: 'a' }, { upload_url: 'http://127.0.0.1:1' }])(
    '%j is no upload address',
    async (answered) => {
      const { port } = await platform({
        '/internal/airdrop.artifacts.upload-url': (_, response) => answer(response, 200, answered),
      });
      await expect(port.uploadArtifact({ fileName: 'issues.jsonl.gz', body, confirm: true })).rejects.toThrow(
        /gave no upload address for issues.jsonl.gz/,
      );
    },
  );

  test.each([
    ['as they were sent', {}],
    ['also when storage names the packing', { 'content-encoding': 'gzip' }],
  ])('are read back %s', async (_, headers) => {
    const { port, sent } = await platform({
      '/stored': (_, response) => answer(response, 200, body, headers),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of (await port.downloadArtifact('artifact-1')) as AsyncIterable<Buffer>)
      chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(body);
    expect(Object.fromEntries(sent('/internal/airdrop.artifacts.download-url').query)).toEqual({
      request_id: 'r1',
      artifact_id: 'artifact-1',
    });
    expect(sent('/stored').headers.authorization).toBeUndefined();
  });
});

describe('files', () => {
  const file = {
    fileName: 'picture.png',
    contentType: 'image/png',
    bytes: 3,
    open: async () => Readable.from([Buffer.from('abc')]),
  };

  test('are streamed with their length and type, and confirmed', async () => {
    const { port, sent } = await platform();
    expect(await port.uploadFile(file)).toBe('artifact-1');
    expect(Object.fromEntries(sent('/internal/airdrop.artifacts.upload-url').query)).toMatchObject({
      file_type: 'image/png',
      file_name: 'picture.png',
      file_size: '3',
    });
    expect(sent('/storage').body.toString()).toMatch(
      /name="file"\r\nContent-Type: image\/png\r\n\r\nabc\r\n/,
    );
    expect(sent('/internal/airdrop.artifacts.confirm-upload').method).toBe('POST');
  });

  test.each([200, 201, 204, 302, 303])('storage may answer %d', async (status) => {
    const { port } = await platform({
      '/storage': (_, response) =>
        answer(response, status, status === 204 ? '' : '<html>see other</html>'.slice(6), {
          location: 'http://127.0.0.1:1/',
        }),
    });
    expect(await port.uploadFile(file)).toBe('artifact-1');
  });

  test('a long name keeps its beginning and its extension', async () => {
    const { port, sent } = await platform();
    await port.uploadFile({ ...file, fileName: `${'n'.repeat(300)}.${'e'.repeat(18)}.png` });
    const name = sent('/internal/airdrop.artifacts.upload-url').query.get('file_name');
    expect(name).toBe(`${'n'.repeat(233)}...${`.${'e'.repeat(18)}.png`.slice(-20)}`);
    expect(name).toHaveLength(256);
  });

  test('one that is shorter than announced is opened again, and in the end refused', async () => {
    let opened = 0;
    const { port, requests } = await platform();
    const short = async () => {
      opened += 1;
      return Readable.from([Buffer.from('ab')]);
    };
    await expect(port.uploadFile({ ...file, open: short })).rejects.toThrow(
      /announced with 3 bytes but only 2 arrived/,
    );
    expect(opened).toBe(3);
    expect(requests.map(({ path }) => path)).not.toContain('/internal/airdrop.artifacts.confirm-upload');
  });
});

describe('the reply', () => {
  test('goes to the callback with the bare token and the three client headers', async () => {
    const { port, sent } = await platform();
    await port.reply({ eventType: 'DATA_EXTRACTION_DONE', artifacts: [] });
    const { method, headers, body } = sent('/callback');
    expect(method).toBe('POST');
    expect(headers).toMatchObject({
      authorization: token,
      'content-type': 'application/json',
      accept: 'application/json, text/plain, */*',
      'x-devrev-client-platform': 'airdrop-toy-snap-in',
      'x-devrev-client-id': 'v3',
      'x-devrev-client-version': libraryVersion,
    });
    expect(JSON.parse(body.toString())).toMatchObject({
      event_type: 'DATA_EXTRACTION_DONE',
      event_context: { run_id: '17' },
    });
  });

  test('is not sent a second time because the answer to it was odd', async () => {
    const { port, requests } = await platform({
      '/callback': (_, response) => answer(response, 200, 'accepted, thank you'),
    });
    await port.reply({ eventType: 'DATA_EXTRACTION_DONE', artifacts: [] });
    expect(requests).toHaveLength(1);
  });
});

describe('the initial domain mapping', () => {
  test('is installed for the first import, with its blueprint', async () => {
    const { port, sent } = await platform();
    await port.installMapping({
      starting_recipe_blueprint: { name: 'b' },
      additional_mappings: { record_type_mappings: {} },
    });
    const snapIn = sent('/internal/snap-ins.get');
    expect([snapIn.query.get('id'), snapIn.headers.authorization]).toEqual([
      'don:integration:dvrv-us-1:devo/1:snap_in/abc',
      token,
    ]);
    expect(JSON.parse(sent('/internal/airdrop.recipe.blueprints.create').body.toString())).toEqual({
      name: 'b',
    });
    expect(
      JSON.parse(sent('/internal/airdrop.recipe.initial-domain-mappings.install').body.toString()),
    ).toEqual({
      external_system_type: 'ADaaS',
      import_slug: 'airdrop-toy',
      snap_in_slug: 'toy',
      starting_recipe_blueprint: 'blueprint-1',
      record_type_mappings: {},
    });
  });

  test('works without the blueprint when that is refused', async () => {
    const { port, sent } = await platform({
      '/internal/airdrop.recipe.blueprints.create': (_, response) => answer(response, 400),
    });
    await port.installMapping({ starting_recipe_blueprint: { name: 'b' }, additional_mappings: {} });
    const installed = JSON.parse(
      sent('/internal/airdrop.recipe.initial-domain-mappings.install').body.toString(),
    );
    expect(installed).not.toHaveProperty('starting_recipe_blueprint');
  });

  test.each([
    {},
    { snap_in: { imports: [], snap_in_version: { slug: 'toy' } } },
    { snap_in: { imports: [{ name: 'x' }] } },
  ])('fails for the snap-in %j', async (answered) => {
    const { port } = await platform({
      '/internal/snap-ins.get': (_, response) => answer(response, 200, answered),
    });
    await expect(port.installMapping({ additional_mappings: {} })).rejects.toMatchObject({
      code: 'mapping_not_installed',
    });
  });
});

describe('a file of DevRev', () => {
  test('is opened; one that is gone is about that file alone', async () => {
    const { port, url } = await platform({
      '/files/1': (_, response) => void response.end('content'),
      '/files/2': (_, response) => answer(response, 404),
    });
    const body = await port.openFile(`${url}/files/1`);
    expect(Buffer.concat(await body.toArray()).toString()).toBe('content');
    await expect(port.openFile(`${url}/files/2`)).rejects.toMatchObject({ code: 'file_gone' });
  });
});

describe('links between objects', () => {
  const context = { sync_unit: 'don:sync-unit' };
  const record = { id: 'mapper-1', external_ids: ['10'], targets: ['don:issue'], extra_data: '{"a":1}' };
  const route = (operation: string) => `/internal/airdrop.sync-mapper-record.${operation}`;

  test('are looked up by the object of DevRev; one that is not there is undefined', async () => {
    const { port, sent } = await platform(
      {
        [route('get-by-target')]: ({ query }, response) =>
          query.get('target') === 'don:issue'
            ? answer(response, 200, { sync_mapper_record: record })
            : answer(response, 404, { message: 'no' }),
      },
      context,
    );
    expect(await port.findLink('don:issue')).toEqual({
      id: 'mapper-1',
      externalIds: ['10'],
      extraData: '{"a":1}',
    });
    expect(await port.findLink('don:other')).toBeUndefined();
    const { query, headers } = sent(route('get-by-target'));
    expect(query.get('sync_unit')).toBe('don:sync-unit');
    expect(headers.authorization).toBe(token);
  });

  test('are looked up by the external object, among those of one kind', async () => {
    const { port, requests } = await platform(
      {
        [route('get-by-external-id')]: ({ query }, response) =>
          query.get('external_id') === '10'
            ? answer(response, 200, { sync_mapper_record: record })
            : answer(response, 404, { message: 'no' }),
      },
      context,
    );
    const org = 'don:core:dvrv-us-1:devo/1';
    const file = `${org}:artifact/7`;
    expect([await port.isLinked('10', file), await port.isLinked('11', file)]).toEqual([true, false]);
    for (const [like, type] of [
      [file, 'artifact'],
      [`${org}:ticket/1:comment/2`, 'timeline_comment'],
      [`${org}:comment/2`, 'timeline_comment'],
      [`${org}:ticket/1`, 'work'],
      [`${org}:custom_object/machine/1`, 'custom_object'],
    ] as const) {
      await port.isLinked('10', like);
      expect(requests.at(-1)?.query.get('target_type')).toBe(type);
    }
  });

  test('are created with the version that was written, and extended', async () => {
    const { port, sent } = await platform({}, context);
    const link = { devrevId: 'don:issue', externalId: '10', modifiedDate: '2026-01-01T00:00:00.000Z' };
    await port.createLink({ ...link, extraData: 'x' });
    expect(JSON.parse(sent(route('create')).body.toString())).toEqual({
      sync_unit: 'don:sync-unit',
      status: 'operational',
      external_ids: ['10'],
      targets: ['don:issue'],
      external_versions: [{ modified_date: '2026-01-01T00:00:00.000Z', recipe_version: 0 }],
      extra_data: 'x',
    });
    await port.updateLink({ id: 'mapper-1', externalIds: ['10'], extraData: undefined }, link);
    expect(JSON.parse(sent(route('update')).body.toString())).toEqual({
      id: 'mapper-1',
      sync_unit: 'don:sync-unit',
      status: 'operational',
      external_ids: { add: ['10'] },
      targets: { add: ['don:issue'] },
      external_versions: { add: [{ modified_date: '2026-01-01T00:00:00.000Z', recipe_version: 0 }] },
    });
  });

  test('without a known date say nothing about versions', async () => {
    const { port, sent } = await platform({}, context);
    await port.createLink({ devrevId: 'don:issue', externalId: '10' });
    expect(JSON.parse(sent(route('create')).body.toString())).not.toHaveProperty('external_versions');
  });
});

test('a loading reply carries what was loaded', async () => {
  const { port, sent } = await platform();
  const report = { item_type: 'issues', created: 2, updated: 1, skipped: 0, failed: 1 };
  await port.reply({ eventType: 'DATA_LOADING_DONE', reports: [report], processedFiles: ['artifact-1'] });
  expect(JSON.parse(sent('/callback').body.toString()).event_data).toEqual({
    reports: [report],
    processed_files: ['artifact-1'],
  });
});
