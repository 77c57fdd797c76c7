import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deploy, upgrade } from '../src/deploy/deploy.js';
import { openDevrevCli } from '../src/deploy/devrev-cli.js';
import { openOrganisation } from '../src/deploy/organisation.js';
import type { SnapInPackage } from '../src/package/stage.js';
import { example } from './example-snap-in.js';

const standIn = path.join(import.meta.dirname, 'stand-in-devrev.mjs');
const made = { folder: '/packages/boxes' } as SnapInPackage;
const now = () => Date.parse('2026-11-25T12:00:00Z');

/** An organisation in which everything works. */
const willing: Answers = {
  '--version': { text: 'devrev version 4.9.1' },
  'profiles get-token expiry': { text: '2026-11-25T13:00:00Z' },
  'developer_keyring list': [{ developer_keyrings: [{ name: 'boxes-oauth-secret' }] }],
  'snap_in_package list': { snap_in_packages: [{ id: 'other', slug: 'other' }] },
  'snap_in_package create-one': { snap_in_package: { id: 'package-1' } },
  'snap_in_version create-one': { snap_in_version: { id: 'version-1' } },
  'snap_in_version show': [
    { snap_in_version: { id: 'version-1', state: 'build_in_progress' } },
    { snap_in_version: { id: 'version-1', state: 'ready' } },
  ],
  'snap_in draft': { snap_in: { id: 'snap-in-1' } },
  'snap_in activate': {},
};

type Answers = Record<string, object | object[]>;

let folder: string;
let told: string[];
let shown: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  told = [];
  shown = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes package and version, waits until it is built, and activates it', async () => {
  const deployment = await deployWith({});
  expect(deployment).toEqual({ packageId: 'package-1', versionId: 'version-1', snapInId: 'snap-in-1' });
  expect(commands()).toEqual([
    '--version',
    'profiles get-token expiry',
    'developer_keyring list',
    'snap_in_package list',
    'snap_in_package create-one --slug airdrop-boxes-snap-in',
    'snap_in_version create-one --manifest /packages/boxes/manifest.yaml --archive /packages/boxes/build.tar.gz --package package-1',
    'snap_in_version show version-1',
    'snap_in_version show version-1',
    'snap_in draft --snap_in_version version-1',
    'snap_in activate snap-in-1',
  ]);
  expect(shown).toEqual(
    commands()
      .slice(1)
      .map((command) => `devrev ${command}`),
  );
  expect(told).toEqual(['Version version-1 is build_in_progress …']);
});

test('uses the package that is there', async () => {
  const { packageId } = await deployWith({
    'snap_in_package list': { snap_in_packages: [{ id: 'package-7', slug: 'airdrop-boxes-snap-in' }] },
  });
  expect(packageId).toBe('package-7');
  expect(commands().some((command) => command.startsWith('snap_in_package create-one'))).toBe(false);
});

test.each<[string, Answers, RegExp]>([
  ['an old command', { '--version': { text: 'devrev version 4.2.0' } }, /too old .*4\.7/],
  [
    'nobody signed in',
    { 'profiles get-token': { error: 'no profile' } },
    /Nobody is signed in to the organisation acme.*devrev profiles authenticate/,
  ],
  [
    'an expired sign-in',
    { 'profiles get-token': { text: '1795600000' } },
    /has expired.*devrev profiles authenticate/,
  ],
  [
    'a missing keyring',
    { 'developer_keyring list': { developer_keyrings: [] } },
    /developer keyring boxes-oauth-secret.*devrev developer_keyring create/,
  ],
  [
    'a slug of somebody else',
    { 'snap_in_package create-one': { error: 'Conflict: slug exists' } },
    /airdrop-boxes-snap-in is taken.*--slug/,
  ],
  [
    'an answer that is no JSON',
    { 'snap_in_package list': { text: '<html>' } },
    /something else than JSON: <html>/,
  ],
])('%s ends in a sentence, with nothing made', async (_what, answers, sentence) => {
  await expect(deployWith(answers)).rejects.toThrow(sentence);
  expect(commands().filter((command) => /create-one --manifest|draft|activate/.test(command))).toEqual([]);
});

test('a build that fails leaves nothing behind, and says why', async () => {
  const failing = {
    'snap_in_version show': { snap_in_version: { state: 'build_failed', failure_reason: 'no main' } },
  };
  await expect(deployWith(failing)).rejects.toThrow(/build_failed\): no main/);
  expect(commands().slice(-2)).toEqual([
    'snap_in_version delete-one version-1',
    'snap_in_package delete-one package-1',
  ]);
  expect(told).toEqual(['What was made for this deployment was removed again.']);
});

test('a package that was there before stays when the build fails', async () => {
  const failing = {
    'snap_in_package list': { snap_in_packages: [{ id: 'package-7', slug: 'airdrop-boxes-snap-in' }] },
    'snap_in_version show': { snap_in_version: { state: 'deployment_failed' } },
  };
  await expect(deployWith(failing)).rejects.toThrow(/deployment_failed\): it gives no reason/);
  expect(commands().at(-1)).toBe('snap_in_version delete-one version-1');
});

test('what cannot be removed is named with the command that does', async () => {
  const stuck = {
    'snap_in activate': { error: 'internal error' },
    'snap_in_version delete-one': { error: 'in use' },
  };
  await expect(deployWith(stuck)).rejects.toThrow(/snap_in activate failed: internal error/);
  expect(told.at(-1)).toBe(
    'The version version-1 is left behind. Remove it with "devrev snap_in_version delete-one version-1".',
  );
});

test('a version that never gets ready is not waited for for ever', async () => {
  const slow = { 'snap_in_version show': { snap_in_version: { state: 'build_in_progress' } } };
  await expect(deployWith(slow)).rejects.toThrow(/still building the version after 0.02 seconds/);
});

test('an upgrade is never forced', async () => {
  const organisation = await organisationWith({
    'snap_in_version upgrade': { error: 'Incompatible change: keyring removed' },
  });
  await expect(upgrade(organisation, made, 'version-1', now)).rejects.toThrow(
    /not compatible: Incompatible change.*Nothing was changed/,
  );
  expect(commands().join(' ')).not.toContain('--force');
});

test('a compatible upgrade is one command', async () => {
  await upgrade(await organisationWith({ 'snap_in_version upgrade': {} }), made, 'version-1', now);
  expect(commands().at(-1)).toBe(
    'snap_in_version upgrade --manifest /packages/boxes/manifest.yaml --archive /packages/boxes/build.tar.gz --version version-1',
  );
});

test('a command that does not exist is named', async () => {
  await expect(openDevrevCli(path.join(folder, 'devrev'), () => {})).rejects.toThrow(
    /devrev command is not installed/,
  );
});

test('a token goes in through standard input and is shown nowhere', async () => {
  const cli = await cliWith({ 'profiles set-token': {} });
  await cli.run(['profiles', 'set-token', '--org', 'acme', '--usr', 'me@acme.example'], 'canary-token');
  expect(calls().at(-1)?.input).toBe('canary-token');
  expect(JSON.stringify([shown, commands()])).not.toContain('canary-token');
});

async function deployWith(answers: Answers) {
  const organisation = await organisationWith(answers);
  return deploy(organisation, example, made, {
    slug: example.slug,
    pollSeconds: 0.01,
    patienceSeconds: 0.02,
    tell: (text) => told.push(text),
    now,
  });
}

async function organisationWith(answers: Answers) {
  return openOrganisation(await cliWith(answers), 'acme');
}

function cliWith(answers: Answers) {
  const script = path.join(folder, 'script.json');
  writeFileSync(
    script,
    JSON.stringify({ answers: { ...answers, ...missingIn(answers) }, calls: callsFile() }),
  );
  vi.stubEnv('STAND_IN_SCRIPT', script);
  return openDevrevCli(standIn, (command) => shown.push(command));
}

/** What the script of a test says nothing about. */
function missingIn(answers: Answers): Answers {
  const isSaid = (command: string) => Object.keys(answers).some((said) => command.startsWith(said));
  return Object.fromEntries(Object.entries(willing).filter(([command]) => !isSaid(command)));
}

function callsFile(): string {
  return path.join(folder, 'calls.jsonl');
}

function calls(): { args: string[]; input: string }[] {
  return readFileSync(callsFile(), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function commands(): string[] {
  return calls().map(({ args }) => args.join(' '));
}
