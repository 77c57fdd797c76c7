import { enumOf, recordType, recordTypeFamily, reference, richText, text } from '@airdrop-connectors/core';

export const people = recordType('people', 'Person', { name: text('Name') });

/** One member, whose own fields are those that the account has made up. */
export const tasks = recordTypeFamily('tasks', 'Task', 'task_', {
  title: text('Title'),
  state: enumOf('State', { open: 'Open', started: 'Started', done: 'Done' }),
  person: reference('Person', people).optional(),
});

/** Id of the member. */
export const anyTask = 'any';

export const comments = recordType(
  'comments',
  'Comment',
  {
    text: richText('Text'),
    task: reference('Task', tasks, { parent: true }),
    person: reference('Person', people).optional(),
  },
  { loadable: true },
);

/** Record types that are the same in every account. */
export const fixedRecordTypes = [people, comments] as const;
