import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string, title: string) =>
  [`../../packages/testing/src/cases/${file}.ts`, title] as const;

/** What connectors for such services have got wrong, and where each has its place here. */
export const hardCases: readonly HardCase[] = [
  { number: 1, about: 'the end of pages', test: contract('paging', 'a last page that is exactly full') },
  { number: 2, about: 'one issue that cannot be read', test: ['test/normalize.test.ts', 'names the field'] },
  { number: 3, about: 'tokens that end', test: contract('credentials', 'a token revoked at any point') },
  { number: 4, about: 'deleted issues', limit: 'Deleted issues and comments stay in DevRev' },
  {
    number: 5,
    about: 'comments on pull requests',
    test: ['test/normalize.test.ts', 'is left out on a pull request'],
  },
  { number: 6, about: 'deleted accounts', test: ['test/normalize.test.ts', 'of a deleted account'] },
  { number: 7, about: 'renamed repositories', limit: 'A repository that gets another name' },
];
