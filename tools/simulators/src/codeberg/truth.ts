import type { TruthObject } from '../simulator.js';
import {
  canBeAssigned,
  commentId,
  dueOf,
  issueNumber,
  milestoneOf,
  milestones,
  personId,
  stateOf,
  utc,
} from './views.js';
import { digestOf, type Task, type World } from './world.js';

/** Everything that a sync of a repository has to bring. */
export function* truthOf({ people, tasks }: World, repository: string): Generator<TruthObject> {
  for (const { id, name } of people.filter((one) => canBeAssigned(one.id)))
    yield { kind: 'person', itemType: 'people', id: String(personId(id)), fields: { name } };
  for (const { id, title } of milestones)
    yield { kind: 'milestone', itemType: 'milestones', id: String(id), fields: { title } };
  for (const task of tasks) if (task.list === repository) yield* issueTruth(task);
}

function* issueTruth(task: Task): Generator<TruthObject> {
  const milestone = milestoneOf(task)?.id;
  const issue = `${task.list}#${issueNumber(task)}`;
  yield {
    kind: 'issue',
    itemType: 'issues',
    id: issue,
    modified: utc(task.changedMs),
    fields: {
      title: task.title,
      state: stateOf(task),
      author: String(personId(task.person)),
      milestone: milestone === undefined ? undefined : String(milestone),
      due: dueOf(task),
    },
  };
  for (const comment of task.comments)
    yield {
      kind: 'comment',
      itemType: 'comments',
      id: String(commentId(comment)),
      modified: utc(comment.changedMs),
      fields: { issue, author: String(personId(comment.person)) },
    };
  for (const file of task.files)
    yield {
      kind: 'file',
      itemType: 'attachments',
      id: file.id,
      modified: utc(file.addedMs),
      file: digestOf(file),
      fields: { issue, name: file.name },
    };
}
