import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCountdown } from './countdown-run.js';

const world = { pages: 4, records_per_page: 500, files: 30 };
const complete = { status: 'done', records: { numbers: 2_000, attachments: 30 }, skipped: 0, violations: [] };

/** Every endpoint an extraction calls. */
const endpoints = [
  'GET /internal/airdrop.external-worker.get',
  'POST /internal/airdrop.external-worker.update',
  'GET /internal/snap-ins.get',
  'POST /internal/airdrop.recipe.initial-domain-mappings.install',
  'GET /internal/airdrop.artifacts.upload-url',
  'POST /upload/:id',
  'POST /internal/airdrop.artifacts.confirm-upload',
  'GET /internal/airdrop.artifacts.download-url',
  'GET /download/:id',
  'POST /callback/:id',
];

describe('a failure of the platform on the first attempt loses nothing', () => {
  test.each(endpoints)('%s', async (endpoint) => {
    const failed: string[] = [];
    const { summary } = await runCountdown(world, {
      faults: ({ endpoint: called, attempt }) => {
        if (called !== endpoint || attempt !== 1) return undefined;
        failed.push(called);
        return { status: 503, body: { message: 'try again' } };
      },
    });
    expect(failed).toEqual([endpoint]);
    expect(summary).toMatchObject(complete);
  });

  test.each([
    ['a connection cut before the request was handled', 'reset' as const],
    ['a connection cut after it was handled', 'reset-after' as const],
    ['429 without Retry-After', { status: 429 }],
    [
      'an HTML page',
      { status: 502, body: '<html>bad gateway</html>', headers: { 'content-type': 'text/html' } },
    ],
  ])('on every endpoint at once: %s', async (_, fault) => {
    const seen = new Set<string>();
    const { summary } = await runCountdown(world, {
      faults: ({ endpoint }) => {
        if (seen.has(endpoint)) return undefined;
        seen.add(endpoint);
        return fault;
      },
    });
    expect([...seen].sort()).toEqual([...endpoints].sort());
    expect(summary).toMatchObject(complete);
  });
});

test('the credentials appear nowhere in what is left on disk, also when things fail', async () => {
  const token = 'canary-7f3a9c51-token';
  const { dataDirectory } = await runCountdown(
    { ...world, token, failure: 'throw', failure_page: 2 },
    {
      faults: ({ attempt, endpoint }) =>
        endpoint === 'POST /upload/:id' && attempt === 1 ? { status: 500, body: token } : undefined,
    },
  );
  const entries = await readdir(dataDirectory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect((await readFile(file)).includes(token), file).toBe(false);
  }
});
