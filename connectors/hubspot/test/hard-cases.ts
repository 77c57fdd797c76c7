import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string) => `../../packages/testing/src/cases/${file}.ts`;
const objects = (title: string) => ['test/object-stream.test.ts', title] as const;
const recounted = (title: string) => ['test/census-stream.test.ts', title] as const;
const values = (title: string) => ['test/normalize.test.ts', title] as const;
const conversations = (title: string) => ['test/conversation-stream.test.ts', title] as const;
const transport = (title: string) => ['test/transport.test.ts', title] as const;
const loaders = (title: string) => ['test/loaders.test.ts', title] as const;
const passing = [contract('source-faults'), 'on the first attempt of every request is tried again'] as const;

/**
 * What connectors for HubSpot have got wrong, from the trackers of their makers, and where each has its place here: a
 * test, by file and part of its title, or a sentence under "Limits" of the README.
 */
const cases: readonly Omit<HardCase, 'number'>[] = [
  { about: 'more than 10,000 results of a search', test: objects('finds more changed records than') },
  {
    about: 'more than 10,000 records of one timestamp',
    test: objects('finds more changed records than'),
  },
  { about: 'a sort that is not kept', test: objects('misses none when the search does not keep') },
  { about: 'rows newer than the window', test: objects('loses none to edits and births') },
  { about: 'fresh writes that a search lacks', test: objects('brings what the index was behind with') },
  { about: 'updates while paging', test: objects('loses none to edits and births') },
  { about: 'the clock of contacts', test: objects('asks contacts by their own clock') },
  { about: 'archiving moves no date', test: objects('marks what was archived') },
  { about: 'merged records', test: objects('lets the old ids of merged records lead') },
  { about: 'associations of changed records', test: objects('reads associations for a thousand at once') },
  { about: 'associations added later', test: recounted('finds an association that came or went') },
  { about: 'associations of custom objects', test: objects('asks custom objects by the id') },
  { about: 'an association listed twice', test: values('names each record once') },
  { about: 'addresses that are too long', test: objects('reads bodies apart from the list') },
  { about: 'batches with history', test: transport('never name more records than a batch takes') },
  {
    about: 'batches of associations',
    test: transport('never name more records than a batch takes'),
  },
  { about: 'tokens that end', test: [contract('credentials'), 'a token revoked at any point'] },
  { about: 'text in numbers', test: values('hold what their type can') },
  { about: 'times as numbers', test: values('arrive in every form HubSpot has') },
  { about: 'one forbidden type', test: transport('names them, and costs what needs them') },
  { about: 'pages of half the size', test: ['test/requests.test.ts', 'stay below 8 kB'] },
  { about: 'the limit of all searches', test: transport('of a search have a limit of their own') },
  { about: 'failures under load', test: passing },
  { about: 'history of calculated properties', test: values('is one record for each value') },
  {
    about: 'stale calculated properties',
    limit: 'A calculated property arrives as it was when its record last changed',
  },
  { about: 'custom objects named like others', test: objects('asks custom objects by the id') },
  { about: 'bodies that are cut off', test: conversations('that the list cuts off') },
  { about: 'several threads of a ticket', test: conversations('every thread of a ticket') },
  { about: 'short pages of conversations', test: conversations('also where a page is short') },
  { about: 'the direction of a message', test: conversations('by the sender and not by the direction') },
  {
    about: 'e-mails from personal mailboxes',
    limit: 'E-mails that HubSpot links to a contact only hang on the contact',
  },
  { about: 'one bad ticket', test: values('that cannot be read costs itself') },
  { about: 'an answer without a list', test: transport('without results is no empty list') },
  { about: 'a position that repeats', test: transport('leads to where it came from is not followed') },
  { about: 'rules of administrators for writes', test: loaders('lacks what administrators demand') },
  { about: 'labels written for values', test: loaders('one value that HubSpot refuses') },
  { about: 'duplicates by a property that is not unique', test: loaders('several records could share') },
  { about: 'conflicts that name the record in text', test: loaders('never made twice') },
  { about: 'records that arrive during a walk', test: objects('loses none to edits and births') },
  { about: 'a token of the wrong form', test: transport('which does not take a token for one') },
];

export const hardCases: readonly HardCase[] = cases.map((single, index) => ({
  number: index + 1,
  ...single,
}));
