import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withFieldMapping } from './field-mapping-table.js';
import { hardCases } from './hard-cases.js';

const fileOf = (path: string) => new URL(`../${path}`, import.meta.url);
const textOf = (path: string) => readFileSync(fileOf(path), 'utf8');
const headings = [
  'What syncs',
  'Set up a connection',
  'Permissions/scopes',
  'Limits',
  'Field mapping',
  'Run its tests',
  'Release',
];

describe('the README', () => {
  it('has the headings of every connector, in their order', () => {
    const found = [...textOf('README.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(found).toEqual(headings);
  });

  it('has the field mapping of the code', () => {
    const written = withFieldMapping(textOf('README.md'));
    if (process.env.AIRDROP_WRITE_README === '1') writeFileSync(fileOf('README.md'), written);
    expect(textOf('README.md')).toBe(written);
  });

  it('links to files that exist', () => {
    for (const document of ['README.md', 'QUIRKS.md'])
      for (const [, target = ''] of textOf(document).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g))
        expect(existsSync(fileOf(target)), `${document} links to ${target}`).toBe(true);
  });
});

describe('hard cases', () => {
  it('are all there', () => {
    expect(hardCases.map(({ number }) => number)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });

  it.each(hardCases)('$number, $about, has its place', ({ test, limit }) => {
    expect([test, limit].filter(Boolean)).toHaveLength(1);
    if (limit !== undefined) {
      const limits = textOf('README.md').split('## Limits')[1]?.split('\n## ')[0]?.replace(/\s+/g, ' ');
      expect(limits).toContain(limit);
      return;
    }
    const [file = '', title = ''] = test ?? [];
    expect(textOf(file)).toContain(title);
  });

  it('of which QUIRKS tells the tests have tests that exist', () => {
    const rows = [...textOf('QUIRKS.md').matchAll(/`((?:test|\.\.)\/[\w./-]+\.ts)`/g)];
    expect(rows.length).toBeGreaterThan(10);
    for (const [, file = ''] of rows) expect(existsSync(fileOf(file)), file).toBe(true);
  });
});
