import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

test.each(readdirSync(folder))('%s runs commands of this workspace and pinned actions', (file) => {
  const text = readFileSync(`${folder}${file}`, 'utf8');
  for (const [, action] of text.matchAll(/uses: (\S+)/g))
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  const commands = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name);
  for (const command of commands) expect(Object.keys(scripts)).toContain(command);
  expect(commands.length + Number(text.includes('.ci/run'))).toBeGreaterThan(0);
  expect(text).toMatch(/^permissions:$/m);
});
