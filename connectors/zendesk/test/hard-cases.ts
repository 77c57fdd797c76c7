import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string) => `../../packages/testing/src/cases/${file}.ts`;
const loaders = (title: string) => ['test/loaders.test.ts', title] as const;
const exportsEnd = ['test/ticket-stream.test.ts', 'goes on after an empty page'] as const;
const documented = ['test/requests.test.ts', 'the document of the API'] as const;
const values = ['test/normalize.test.ts', 'are numbers whether they arrive as text or not'] as const;
const faults = (title: string) => [contract('source-faults'), title] as const;
const limits = (title: string) => [contract('rate-limits'), title] as const;

/**
 * What connectors for Zendesk have got wrong, from the trackers of their makers, and where each has its place here: a
 * test, by file and part of its title, or a sentence under "Limits" of the README.
 */
const cases: readonly Omit<HardCase, 'number'>[] = [
  { about: 'only the first page of an export', test: exportsEnd },
  {
    about: 'an error inside a list of results',
    test: faults('on the first attempt of every request is tried again'),
  },
  { about: 'a refusal in plain text', test: limits('every form of Retry-After') },
  { about: 'a refusal without a time to wait', test: limits('every form of Retry-After') },
  { about: 'the end of numbered pages', test: documented },
  { about: 'comments by their own date', test: ['test/ticket-stream.test.ts', 'are read again at the end'] },
  {
    about: 'tickets by their date of update',
    test: ['test/ticket-stream.test.ts', 'are read again at the end'],
  },
  { about: 'the end of an export taken from its length', test: exportsEnd },
  {
    about: 'deleted tickets have no comments',
    test: [contract('delivery'), 'an initial run delivers everything'],
  },
  { about: 'a restored ticket', test: [contract('delivery'), 'records carry what the source says'] },
  { about: 'one forbidden conversation', test: ['test/ticket-stream.test.ts', 'are delivered without it'] },
  {
    about: 'a long walk without progress',
    test: ['test/ticket-stream.test.ts', 'go on in the middle of a page'],
  },
  { about: 'archived tickets', test: documented },
  { about: 'a call per ticket for its metrics', test: documented },
  { about: 'the list of all audits', test: documented },
  { about: 'plans without an endpoint', test: ['test/bad-input.test.ts', 'whose plan lacks endpoints'] },
  {
    about: 'members of groups without a date',
    test: ['test/account-lists.test.ts', 'without a date of change'],
  },
  { about: 'organizations by search', test: documented },
  { about: 'macros by search', test: documented },
  { about: 'events without the text of comments', test: documented },
  { about: 'more than a hundred comments', test: ['test/ticket-stream.test.ts', 'all others as comments'] },
  { about: 'comments of calls', test: ['test/account-lists.test.ts', 'who called whom'] },
  { about: 'fields that solving demands', test: loaders('lacks what solving demands') },
  { about: 'closed tickets that take no update', test: loaders('closed takes no change') },
  { about: 'members that are read only', test: loaders('keeps as it is') },
  { about: 'the text of an option for its value', test: loaders('options that Zendesk has dropped') },
  { about: 'types taken from values', test: values },
  { about: 'labels of articles without a date', limit: 'new labels alone do not move an article' },
  { about: 'tokens that end', test: [contract('credentials'), 'a token revoked at any point'] },
  { about: 'a wrong token that is taken', test: ['test/connection.test.ts', 'anonymous user'] },
  {
    about: 'the next address of the last page',
    test: [contract('paging'), 'a last page that is exactly full'],
  },
  { about: 'an end that wipes the position', test: exportsEnd },
  {
    about: 'conflicts and failures of the edge',
    test: faults('on the first attempt of every request is tried again'),
  },
  { about: 'no time limit', test: faults('on the first attempt of every request is tried again') },
  {
    about: 'comments that vanish',
    limit:
      'Deletions of comments, files, users, groups, tags, members, articles, sections and records of custom objects',
  },
  {
    about: 'credentials sent elsewhere',
    test: ['test/connection.test.ts', 'the credential must not go there'],
  },
  { about: 'tickets of AI agents', test: ['test/requests.test.ts', 'ask for tickets of AI agents'] },
  { about: 'too many jobs', limit: 'Changes go one by one, never as jobs.' },
  { about: 'limits of updates', limit: '30 of one ticket in ten minutes' },
  { about: 'samples of exports', test: documented },
];

export const hardCases: readonly HardCase[] = cases.map((single, index) => ({
  number: index + 1,
  ...single,
}));
