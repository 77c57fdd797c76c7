import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { installWithSdk, officialSdk } from '../../../official-sdk.js';
import { allCases } from '../src/cases/all.js';
import { registerCases } from '../src/contract.js';
import { shelfSubject } from './shelf-subject.js';

const sdk = officialSdk('the contract suite on the official SDK');

/** Groups about what happens between connector and platform. */
const groups = new Set([
  'delivery',
  'crashes',
  'platform faults',
  'time-outs',
  'state',
  'events',
  'secrets',
  'attachments',
  'loading',
]);

const inapplicable: Readonly<Record<string, string>> = {
  'kill-anywhere': 'the runtime is the one that is killed everywhere on the native port',
  'kill-increment': 'too slow beside the others, and the shelf adds nothing to it',
  'reverse-kill-anywhere': 'the runtime is the one that is killed everywhere on the native port',
  'reverse-throughput': 'virtual time has a network for the native port only',
};

/** The SDK is loaded twice for each event. */
const patience = 3;

describe.skipIf(sdk === undefined)('on the official SDK', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'on-official-sdk-'));
  const subject = shelfSubject('shelf/on-ts-adaas');
  const bundlePath = path.join(folder, path.basename(subject.bundlePath));

  beforeAll(() => installWithSdk(subject.bundlePath, bundlePath, sdk ?? ''));

  afterAll(() => rm(folder, { recursive: true, force: true }));

  registerCases(
    { ...subject, bundlePath },
    inapplicable,
    allCases
      .filter(({ group }) => groups.has(group))
      .map((single) => ({ ...single, timeoutMs: (single.timeoutMs ?? 60_000) * patience })),
  );
});
