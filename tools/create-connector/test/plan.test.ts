import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { planConnector } from '../src/plan.js';

const names = { kebab: 'acme-desk', pascal: 'AcmeDesk', display: 'Acme Desk' };

it('takes the sources of the example, and nothing that was made of them', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'plan-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const example = ['package.json', 'src/kit.ts', 'src/streams/tasks.ts', 'test/kit.test.ts'];
  const made = [
    'dist/index.cjs',
    'node_modules/zod/package.json',
    'package/build.tar.gz',
    'coverage/a.json',
    'CHANGELOG.md',
  ];
  for (const file of [...example, ...made]) {
    const place = path.join(root, 'connectors', 'todo', file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, 'todo');
  }
  expect([...planConnector(root, names, []).connector]).toEqual(example.map((file) => [file, 'acme-desk']));
});
