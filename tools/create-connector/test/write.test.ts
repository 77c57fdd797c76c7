import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeConnector } from '../src/write.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const plan = {
  connector: new Map([['src/index.ts', "import {b} from './b.js'\nimport {a} from './a.js'\nexport {a, b}"]]),
  simulator: new Map([['index.ts', 'export const simulator = 1']]),
};

describe('a connector', () => {
  it('is written with its simulator, and formatted', async () => {
    const workspace = emptyWorkspace();
    await writeConnector(workspace, 'acme-desk', plan);
    expect(readFileSync(path.join(workspace, 'connectors/acme-desk/src/index.ts'), 'utf8')).toBe(
      "import { a } from './a.js';\nimport { b } from './b.js';\n\nexport { a, b };\n",
    );
    expect(madeIn(workspace)).toEqual(['connectors/acme-desk', 'tools/simulators/src/acme-desk']);
  });

  it('that cannot be formatted leaves nothing', async () => {
    const workspace = emptyWorkspace();
    const broken = { ...plan, simulator: new Map([['index.ts', 'export const = 1']]) };
    await expect(writeConnector(workspace, 'acme-desk', broken)).rejects.toThrow(/could not be formatted/);
    expect(madeIn(workspace)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('that is interrupted by %s leaves nothing', async (signal) => {
    const workspace = emptyWorkspace();
    const writing = writeConnector(workspace, 'acme-desk', plan);
    expect(madeIn(workspace)).toHaveLength(2);
    process.emit(signal);
    await expect(writing).rejects.toThrow('Interrupted; nothing was made.');
    expect(madeIn(workspace)).toEqual([]);
    expect(process.listenerCount(signal)).toBe(0);
  });

  it('takes back what it made when somebody else was faster with the other half, and leaves theirs', async () => {
    const workspace = emptyWorkspace();
    const theirs = path.join(workspace, 'tools/simulators/src/acme-desk');
    const writing = writeConnector(workspace, 'acme-desk', plan);
    mkdirSync(theirs);
    await expect(writing).rejects.toThrow(
      'The folder tools/simulators/src/acme-desk appeared meanwhile; it stays.',
    );
    expect(madeIn(workspace)).toEqual(['tools/simulators/src/acme-desk']);
    expect(existsSync(theirs)).toBe(true);
  });
});

/** With the formatter and the settings of the real one. */
function emptyWorkspace(): string {
  const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  onTestFinished(() => rmSync(workspace, { recursive: true }));
  for (const folder of ['connectors', 'tools/simulators/src'])
    mkdirSync(path.join(workspace, folder), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(workspace, 'node_modules'));
  cpSync(path.join(root, '.gitignore'), path.join(workspace, '.gitignore'));
  writeFileSync(path.join(workspace, 'biome.json'), readFileSync(path.join(root, 'biome.json')));
  return workspace;
}

function madeIn(workspace: string): string[] {
  return ['connectors', 'tools/simulators/src'].flatMap((folder) =>
    readdirSync(path.join(workspace, folder)).map((name) => `${folder}/${name}`),
  );
}
