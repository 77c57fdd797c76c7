import type { HardCase } from '@airdrop-connectors/testing';

const contract = (file: string) => `../../packages/testing/src/cases/${file}.ts`;

/**
 * What connectors for Jira have got wrong, from the trackers of their makers, and where each has its place here: a test,
 * by file and part of its title, or a sentence under "Limits" of the README.
 */
const cases: readonly Omit<HardCase, 'number'>[] = [
  {
    about: 'dates in JQL read in the zone of the account',
    test: ['test/issue-stream-window.test.ts', 'is not read in the time zone of the account'],
  },
  {
    about: 'an upper bound that hides the last hours',
    test: ['test/search-pages.test.ts', 'has no upper bound'],
  },
  {
    about: 'an issue updated all the time is never collected',
    test: ['test/issue-stream-resume.test.ts', 'are delivered as they are at the end'],
  },
  { about: 'clocks that disagree', test: [contract('clocks'), 'two increments bring every'] },
  {
    about: 'a cursor on the creation date',
    test: ['test/issue-stream-window.test.ts', 'starts with the change at its first instant'],
  },
  {
    about: 'paging by offset on the new search',
    test: ['test/search-pages.test.ts', 'goes on by token alone'],
  },
  {
    about: 'a token that is stale or repeated',
    test: [contract('paging'), 'a source that answers every page with the first one is stopped'],
  },
  {
    about: 'isLast that contradicts the token',
    test: ['test/search-pages.test.ts', 'ends when there is no token, whatever isLast says'],
  },
  {
    about: 'an endpoint that was removed',
    test: [contract('source-faults'), 'instead of root pages, for good, ends the run with a sentence'],
  },
  {
    about: 'the search lags behind changes',
    test: [
      contract('clocks'),
      'what the source does not show yet when a run asks is brought by the next one',
    ],
  },
  {
    about: 'more children than a search embeds',
    test: ['test/issue-stream.test.ts', 'are read to the end in pages of any size'],
  },
  {
    about: 'every 400 taken for an empty list',
    test: ['test/issue-stream-resume.test.ts', 'is a failure when no token was sent'],
  },
  {
    about: 'deleted worklogs',
    test: ['test/histories.test.ts', 'are those that the history says are gone'],
  },
  {
    about: 'deleted issues',
    test: ['test/access.test.ts', 'are named by the audit log, with its key'],
  },
  {
    about: 'a call per issue',
    test: ['test/issue-stream.test.ts', 'are asked for only where there are more'],
  },
  {
    about: 'a board without sprints',
    test: ['test/list-streams.test.ts', 'a board of which Jira says only when asked that it has no sprints'],
  },
  {
    about: 'dates of sprints in several forms',
    test: ['test/list-streams.test.ts', 'that start at %j start at %j'],
  },
  {
    about: 'people in the change history',
    test: ['test/histories.test.ts', 'shows what a value was called, and its id where it has no name'],
  },
  {
    about: 'people without e-mail',
    test: [
      '../../tools/airdrop/test/devrev/jira-objects.test.ts',
      'people without e-mail address are placeholders',
    ],
  },
  { about: 'people who have left are still listed', test: ['test/user-stream.test.ts', 'become %s: %o'] },
  {
    about: 'cascading lists',
    test: ['test/custom-field-options.test.ts', 'an option with a child of a list'],
  },
  {
    about: 'an assignee taken away',
    test: ['test/normalize.test.ts', 'with nulls reads the same as without the fields'],
  },
  {
    about: 'epics in a stream of their own',
    test: ['test/issue-stream.test.ts', 'gives issues the type they have'],
  },
  {
    about: 'fields that nobody asked for are lost',
    test: ['test/field-projection.test.ts', 'every field with a value is delivered or left out on purpose'],
  },
  {
    about: 'issues that move to another project',
    test: ['test/displaced-issues.test.ts', 'arrive in the new one under the same ids'],
  },
  {
    about: 'a token with scopes at the site',
    test: ['test/transport.test.ts', 'with scopes is found out by one refusal'],
  },
  {
    about: 'credentials sent to a host from a payload',
    test: ['test/attachments.test.ts', 'is read by its id, whatever the address in the record says'],
  },
  {
    about: 'login pages saved as pictures',
    test: [contract('source-faults'), 'a login page instead of the API ends the run at once'],
  },
  {
    about: 'pictures whose ids are no attachments',
    test: ['test/media.test.ts', 'is the only one of its name'],
  },
  {
    about: 'an edit that destroys attachments',
    test: ['test/loader-answers.test.ts', 'keeps those the text names where it names them'],
  },
  {
    about: 'a field that cannot be set',
    test: ['test/loader-answers.test.ts', 'leaves out what is on no screen, and says so'],
  },
  {
    about: 'issues made twice',
    test: ['test/loader-answers.test.ts', 'is found by its mark before the search knows it'],
  },
  {
    about: 'a link made with an empty answer',
    test: ['test/child-loader-answers.test.ts', 'is made in its direction by an answer that is empty'],
  },
  {
    about: 'a resolution that stands in the way',
    test: ['test/loader-answers.test.ts', 'takes the resolution away when work is taken up again'],
  },
  {
    about: 'a text changed on both sides',
    test: [
      '../../packages/core/test/loading/field-changes.test.ts',
      'that both have changed takes the value of the side that was changed later',
    ],
  },
  {
    about: 'limits that answer with a web page',
    test: [contract('rate-limits'), 'nothing is asked of an endpoint while its limit lasts'],
  },
  {
    about: 'counters that are wrong near zero',
    test: [contract('rate-limits'), 'every form of Retry-After'],
  },
  { about: 'limits of creating issues in bulk', limit: 'Issues are made one by one' },
  {
    about: 'fields selected later lack their past',
    test: ['test/search-pages.test.ts', 'asks for all fields, always'],
  },
  {
    about: 'two fields with one name',
    test: ['test/custom-field-scope.test.ts', 'both of two that have the same name'],
  },
  {
    about: 'names that repeat per team-managed project',
    test: ['test/custom-field-scope.test.ts', 'of another project'],
  },
  {
    about: 'rendered text that takes a minute',
    test: ['test/search-pages.test.ts', 'asks for no rendered text'],
  },
];

export const hardCases: readonly HardCase[] = cases.map((entry, index) => ({ number: index + 1, ...entry }));
