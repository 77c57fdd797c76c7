import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string, title: string) =>
  [`../../packages/testing/src/cases/${file}.ts`, title] as const;

/** What connectors for such services have got wrong, and where each has its place here. */
export const hardCases: readonly HardCase[] = [
  { number: 1, about: 'the end of pages', test: contract('paging', 'a last page that is exactly full') },
  {
    number: 2,
    about: 'many tasks with one date',
    test: contract('paging', 'more root objects than three pages hold share one timestamp'),
  },
  {
    number: 3,
    about: 'more comments than come at once',
    test: ['test/streams.test.ts', 'a hundred come at once'],
  },
  {
    number: 4,
    about: 'one task that cannot be read',
    test: contract('poison-records', 'one unreadable root object'),
  },
  { number: 5, about: 'fields that come and go', test: contract('drift', 'that come, go or are renamed') },
  {
    number: 6,
    about: 'a file that arrives too short',
    test: contract('source-faults', 'arrives shorter than'),
  },
  { number: 7, about: 'tokens that end', test: contract('credentials', 'a token revoked at any point') },
  {
    number: 8,
    about: 'a credential sent elsewhere',
    test: ['test/connection.test.ts', 'never sends its credential to'],
  },
  { number: 9, about: 'deleted tasks', limit: 'Deleted tasks, comments and files stay in DevRev' },
];
