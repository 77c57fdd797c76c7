import { enumOf, recordType, reference, richText, text } from '@airdrop-connectors/core';

export const people = recordType('people', 'Person', { name: text('Name') });

export const tasks = recordType('tasks', 'Task', {
  title: text('Title'),
  state: enumOf('State', { open: 'Open', started: 'Started', done: 'Done' }),
  person: reference('Person', people).optional(),
});

export const comments = recordType('comments', 'Comment', {
  text: richText('Text'),
  task: reference('Task', tasks, { parent: true }),
  person: reference('Person', people).optional(),
});

export const recordTypes = [people, tasks, comments] as const;
