import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { libraryVersion } from '../src/version.js';

test('the platform is told the version that is released', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(libraryVersion).toBe(version);
});
