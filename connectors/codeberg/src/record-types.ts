import { enumOf, recordType, reference, richText, text, timestamp } from '@airdrop-connectors/core';

export const people = recordType('people', 'Person', { name: text('Name') });

export const milestones = recordType('milestones', 'Milestone', {
  title: text('Title'),
  due: timestamp('Due').optional(),
});

export const issues = recordType('issues', 'Issue', {
  title: text('Title'),
  body: richText('Body').optional(),
  state: enumOf('State', { open: 'Open', closed: 'Closed' }),
  author: reference('Author', people).optional(),
  assignees: reference('Assignees', people).list(),
  labels: text('Labels').optional(),
  milestone: reference('Milestone', milestones).optional(),
  due: timestamp('Due').optional(),
  item_url_field: text('Link to Codeberg').readOnly(),
});

export const comments = recordType('comments', 'Comment', {
  body: richText('Body'),
  issue: reference('Issue', issues, { parent: true }),
  author: reference('Author', people).optional(),
});

export const recordTypes = [people, milestones, issues, comments] as const;
