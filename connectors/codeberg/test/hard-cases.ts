import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string, title: string) =>
  [`../../packages/testing/src/cases/${file}.ts`, title] as const;

/** What connectors for such services have got wrong, and where each has its place here. */
export const hardCases: readonly HardCase[] = [
  { number: 1, about: 'the end of pages', test: ['test/streams.test.ts', 'not at all after the empty one'] },
  {
    number: 2,
    about: 'many issues with one date',
    test: contract('paging', 'more root objects than three pages hold share one timestamp'),
  },
  {
    number: 3,
    about: 'one issue that cannot be read',
    test: contract('poison-records', 'one unreadable root object'),
  },
  { number: 4, about: 'comments on pull requests', test: ['test/normalize.test.ts', 'on a pull request'] },
  { number: 5, about: 'comments that are edited', test: ['test/streams.test.ts', 'whatever their issue'] },
  { number: 6, about: 'deleted accounts', test: ['test/normalize.test.ts', 'of a deleted account'] },
  {
    number: 7,
    about: 'a file that arrives too short',
    test: contract('source-faults', 'arrives shorter than'),
  },
  {
    number: 8,
    about: 'a credential sent elsewhere',
    test: ['test/connection.test.ts', 'never sends its credential to'],
  },
  { number: 9, about: 'deleted issues', limit: 'Deleted issues and comments stay in DevRev' },
  { number: 10, about: 'renamed repositories', limit: 'A repository that gets another name' },
];
