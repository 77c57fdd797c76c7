import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { InitialDomainMapping } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { type TabledType, withFieldMapping } from './field-mapping-table.js';

/** One hard case of an external system, and where it is taken care of. */
export interface HardCase {
  number: number;
  about: string;
  /** File and title of the test, or what the README says under Limits: one of both. */
  test?: readonly [file: string, title: string];
  limit?: string;
}

export interface ConnectorDocuments {
  /** Folder of the connector. */
  folder: URL;
  recordTypes: readonly TabledType[];
  mapping: InitialDomainMapping;
  hardCases: readonly HardCase[];
  /** How many there are. */
  hardCaseCount: number;
}

const headings = [
  'What syncs',
  'Set up a connection',
  'Permissions/scopes',
  'Limits',
  'Field mapping',
  'Run its tests',
  'Release',
];

/** Fewer rows than this, and QUIRKS.md was not written from the tests. */
const leastQuirks = 10;

/**
 * Declares tests that keep README and QUIRKS of a connector true: headings, the field mapping, links, and for each hard
 * case a test that exists or a named limit. With `AIRDROP_WRITE_README=1` the field mapping is written instead.
 */
export function connectorDocuments(options: ConnectorDocuments): void {
  const { folder, recordTypes, mapping, hardCases, hardCaseCount } = options;
  const fileOf = (path: string) => new URL(path, folder);
  const textOf = (path: string) => readFileSync(fileOf(path), 'utf8');

  describe('the README', () => {
    it('has the headings of every connector, in their order', () => {
      const found = [...textOf('README.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(found).toEqual(headings);
    });

    it('has the field mapping of the code', () => {
      const written = withFieldMapping(textOf('README.md'), recordTypes, mapping);
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
        Array.from({ length: hardCaseCount }, (_, index) => index + 1),
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
      expect(rows.length).toBeGreaterThan(leastQuirks);
      for (const [, file = ''] of rows) expect(existsSync(fileOf(file)), file).toBe(true);
    });
  });
}
