import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtConnectors } from '../src/built-connectors.js';
import { builtBundles } from '../src/cold-start.js';
import { median } from '../src/figures.js';
import { openPlatformSink } from '../src/platform-sink.js';
import { asBenchRuntime } from '../src/runtime.js';
import { startEvent } from '../src/start-event.js';
import { virtualTableOf } from '../src/table.js';
import { targetsOf } from '../src/targets.js';
import { loadingRows, measureVirtualLoading } from '../src/virtual-loading.js';
import { measureVirtualRuns, virtualTargets } from '../src/virtual-runs.js';
import { issuePages, normalizeIssue } from '../src/workload.js';

test('records are about 1.5 kB, numbered, and the same at every call', () => {
  const records = [...issuePages(2_500)].flat();
  expect(records.map(({ id }) => Number(id))).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1));
  const bytes = JSON.stringify(records.map(normalizeIssue)).length / records.length;
  expect(bytes).toBeGreaterThan(1_400);
  expect(bytes).toBeLessThan(1_700);
  expect([...issuePages(2_500)].flat()).toEqual(records);
});

test('a runtime that delivers nothing, or less than asked, is noticed by what replies list', async () => {
  const sink = await openPlatformSink();
  try {
    const { functionFactory } = await import('../src/connector-entry.js');
    expect(Object.keys(functionFactory)).toEqual(['extraction']);
    const artifacts = [{ id: 'a', item_count: 3 }];
    const body = JSON.stringify({ event_type: 'DATA_EXTRACTION_DONE', event_data: { artifacts } });
    await fetch(`${sink.url}/callback`, { method: 'POST', body });
    expect(sink.received()).toMatchObject({ records: 3, linkedFiles: 0, replies: ['DATA_EXTRACTION_DONE'] });
  } finally {
    await sink.close();
  }
});

test('the size of an upload is that of the file in the form', async () => {
  const { gzipSync } = await import('node:zlib');
  const sink = await openPlatformSink();
  try {
    const file = gzipSync('{"id":"1"}');
    const form = new FormData();
    form.set('file', new Blob([file]));
    await fetch(`${sink.url}/upload`, { method: 'POST', body: form });
    const { samples, artifacts, packedBytes } = sink.received();
    expect(artifacts).toBe(1);
    expect(samples.map((sample) => gunzipSync(sample).toString())).toEqual(['{"id":"1"}']);
    expect(Math.abs(packedBytes - file.length)).toBeLessThan(100);
  } finally {
    await sink.close();
  }
});

test('what is no runtime is refused with what it needs', () => {
  expect(() => asBenchRuntime({ benchRuntime: { name: 'x' } }, './x.js')).toThrow(/deliver\(event\)/);
  const deliver = async () => {};
  expect(asBenchRuntime({ benchRuntime: { name: 'x', deliver } }, './x.js').name).toBe('x');
});

test('a promise that is missed is told apart', () => {
  const delivery = { peakRssBytes: 200 * 1024 * 1024, sizeAgainstDefault: 1.1 };
  const targets = targetsOf({
    delivery: {
      ...delivery,
      name: 'core',
      seconds: 1,
      cpuSeconds: 1,
      packedBytes: 1,
      thread: undefined,
      records: 1,
      artifacts: 1,
    },
    speedUp: 2.5,
    longestBlockMs: 51,
    tenfoldTime: 10.6,
    memory: [
      { records: 100_000, peakRssBytes: 100 },
      { records: 1_000_000, peakRssBytes: 121 },
    ],
    bundles: [
      {
        connector: 'toy',
        coldStartMs: 151,
        bareStartMs: 1,
        requireMs: 1,
        starts: 1,
        bundleBytes: 1,
        packedBundleBytes: 1,
      },
    ],
  });
  expect(targets.filter(({ isMet }) => !isMet).map(({ name }) => name)).toEqual([
    'peak memory (RSS)',
    'longest block of the event loop',
    'time for ten times as many records',
    'memory with a million records against 100,000',
    'cold start of toy',
  ]);
});

test('the median of an even number of rounds is between the two in the middle', () => {
  expect(median([3, 1, 2, 10])).toBe(2.5);
  expect(median([5, 1, 2])).toBe(2);
});

test('the event leads everything to the given platform', () => {
  const text = JSON.stringify(startEvent('http://127.0.0.1:9', '17'));
  expect(text.match(/https?:\/\/[^/"]+/g)?.every((origin) => origin === 'http://127.0.0.1:9')).toBe(true);
});

test('loading a deployed file loads nothing that only the worker and the reply need', () => {
  const bundles = builtBundles();
  expect(bundles.map(({ connector }) => connector)).toContain('jira');
  for (const { file } of bundles) {
    const program = `require(${JSON.stringify(file)}); console.log(process.moduleLoadList.join())`;
    const loaded = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }).trim().split(',');
    expect(loaded).toContain('NativeModule worker_threads');
    const unneeded = ['http', 'https', 'tls', 'zlib'].map((name) => `NativeModule ${name}`);
    expect(loaded.filter((name) => unneeded.includes(name))).toEqual([]);
  }
});

test('runs on virtual time: each connector under each of its limits, with what was promised and what was wasted', async () => {
  const runs = await measureVirtualRuns(builtConnectors(), [200], () => {});
  expect(runs.map(({ connector, limits }) => `${connector} ${limits}`)).toEqual(
    expect.arrayContaining(['jira api-token', 'jira oauth']),
  );
  const [run] = runs;
  if (!run) throw new Error('There was no run.');
  const wasteful = { ...run, timeEfficiency: 0.5, refusedShare: 0.002, efficiency: 0.97 };
  expect(virtualTargets([wasteful]).map(({ isMet }) => isMet)).toEqual([false, false, false]);
  const endpoints = [{ endpoint: 'GET /each/{id}', calls: 200, least: 0, refused: 0 }];
  expect(virtualTableOf([{ ...run, endpoints }], [])).toMatch(/GET \/each\/\{id\} +200 calls \(0\)/);
});

test('writing on virtual time: a connector that writes back, under each of its limits', async () => {
  const runs = await measureVirtualLoading(['zendesk'], { roots: 20, edits: 40 }, () => {});
  expect(runs.map(({ limits }) => limits)).toContain('high-volume');
  for (const { items } of runs) expect(items).toBeGreaterThan(10);
  const fastest = runs.find(({ limits }) => limits === 'high-volume');
  expect(fastest?.oneByOneSeconds).toBeGreaterThan(fastest?.seconds ?? 0);
  expect(loadingRows(runs)[0]?.[1]).toMatch(/^\d+ items in .* items\/s, \d+ refused$/);
});

test('a connector that is not there is refused with those that are, in a sentence and before anything is measured', () => {
  const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--connector', 'jura'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^There is no built connector "jura"[^\n]*jira[^\n]*\n$/);
});
