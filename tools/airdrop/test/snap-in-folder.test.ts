import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixtureNames, readFixture } from '../src/single-event/fixture.js';
import { readSnapInFolder } from '../src/sync-run/snap-in-folder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snap-in-folder-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: unknown): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
}

describe('a folder with a snap-in', () => {
  test('is the one manifest.yaml is in, with the functions it names', async () => {
    await write(
      'manifest.yaml',
      'imports:\n  - slug: x\n    extractor_function: "pull"\n    loader_function: push\n',
    );
    await write('code/package.json', { name: '@acme/airdrop.acme', main: './dist/index.js' });
    await write('code/dist/index.js', '');
    expect(await readSnapInFolder(folder)).toEqual({
      name: 'airdrop-acme',
      file: path.join(folder, 'code', 'dist', 'index.js'),
      functions: { extraction: 'pull', loading: 'push' },
      fixturesFolder: path.join(folder, 'code', 'fixtures'),
    });
  });

  test('may be the package alone, with the functions by their usual names', async () => {
    await write('package.json', { name: 'acme' });
    await write('index.js', '');
    const { name, functions } = await readSnapInFolder(folder);
    expect({ name, functions }).toEqual({
      name: 'acme',
      functions: { extraction: 'extraction', loading: 'loading' },
    });
  });

  test('that holds none, or one that is not built, is named with what to do', async () => {
    await expect(readSnapInFolder(folder)).rejects.toThrow(/holds no snap-in.*manifest\.yaml/);
    await write('package.json', { name: 'acme', main: './dist/index.js' });
    await expect(readSnapInFolder(folder)).rejects.toThrow(/is not built: .*npm run build/);
  });
});

describe('a fixture of the official template', () => {
  const event = (context: object = {}) => ({
    payload: {
      event_type: 'START_EXTRACTING_DATA',
      connection_data: { key: `\${ACME_KEY}`, org_id: 'acme' },
      event_context: context,
    },
  });

  test('brings event, state, scope and credential; variables are filled in', async () => {
    await write('fixtures/some/event.json', event({ external_sync_unit_id: 'P1' }));
    await write('fixtures/some/state.json', { todos: { completed: false } });
    await write('fixtures/some/extraction_scope.json', { todos: { extract: false } });
    await write('fixtures/notes.txt', '');
    expect(fixtureNames(path.join(folder, 'fixtures'))).toEqual(['some']);
    const fixture = await readFixture(path.join(folder, 'fixtures', 'some'), 'acme', {
      ACME_KEY: 'a"b-token',
    });
    expect(fixture).toMatchObject({
      name: 'some',
      direction: 'extraction',
      state: '{"todos":{"completed":false}}',
      extractionScope: { todos: { extract: false } },
      connection: { data: { key: 'a"b-token', orgId: 'acme' }, secrets: ['a"b-token'] },
    });
  });

  test('names the variable that is not set', async () => {
    await write('fixtures/some/event.json', event());
    await expect(readFixture(path.join(folder, 'fixtures', 'some'), 'acme', {})).rejects.toThrow(
      /ACME_KEY, which is not set/,
    );
  });

  test('is of some unit when it names none, and has no state when it brings none', async () => {
    await write('fixtures/some/event.json', event());
    const fixture = await readFixture(path.join(folder, 'fixtures', 'some'), 'acme', { ACME_KEY: 'k' });
    expect(fixture.event.content).toMatchObject({
      payload: { event_context: { external_sync_unit_id: 'fixture' } },
    });
    expect(fixture).not.toHaveProperty('state');
  });
});
