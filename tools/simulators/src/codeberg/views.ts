import type { Comment, Task, TaskFile, World } from './world.js';

/** The world counts with words, Codeberg with numbers. */
const numberIn = (id: string) => Number(id.replace(/\D/g, ''));

export const personId = numberIn;
export const issueNumber = ({ id }: Task) => numberIn(id);

/** Numbers of comments count within the whole service. */
export function commentId({ id }: Comment): number {
  const [task = '', comment = ''] = id.split('-');
  return numberIn(task) * 1_000_000 + numberIn(comment);
}

/** Anybody writes issues in a public repository, and few can be assigned. */
export const canBeAssigned = (person: string) => person !== 'p11';

export function issueView(world: World, task: Task) {
  const { title, person, files, createdMs, changedMs } = task;
  const user = userView(world, person);
  return {
    id: issueNumber(task) + 5_000_000,
    number: issueNumber(task),
    title,
    body: `About **${title}**`,
    state: stateOf(task),
    user,
    assignees: task.state === 'open' || !canBeAssigned(person) ? null : [user],
    labels: [{ id: 1, name: task.state }],
    milestone: milestoneOf(task) ?? null,
    due_date: dueOf(task) ?? null,
    assets: files.map(assetView),
    created_at: utc(createdMs),
    updated_at: utc(changedMs),
  };
}

export function commentView(world: World, comment: Comment, task: Task) {
  return {
    id: commentId(comment),
    issue_url: `https://codeberg.org/${task.list}/issues/${issueNumber(task)}`,
    pull_request_url: '',
    body: comment.text,
    user: userView(world, comment.person),
    assets: [],
    created_at: utc(comment.changedMs),
    updated_at: utc(comment.changedMs),
  };
}

/** Pull requests are no issues, and comments on them come in one list with the others. */
export const pullComments = [1, 2, 3].map((id) => ({
  id,
  issue_url: '',
  pull_request_url: 'https://codeberg.org/example/home/pulls/1',
  body: 'Looks good',
  user: { id: 1, login: 'p01', full_name: 'Person 1' },
  assets: [],
  created_at: '2024-01-01T00:00:00.000Z',
  updated_at: '2024-01-01T00:00:00.000Z',
}));

export function userView({ people }: World, id: string) {
  return { id: personId(id), login: id, full_name: people.find((one) => one.id === id)?.name ?? '' };
}

function assetView({ id, name, bytes, addedMs }: TaskFile) {
  return { uuid: id, name, size: bytes, created_at: utc(addedMs) };
}

/** Codeberg knows two states. */
export function stateOf({ state }: Task): 'open' | 'closed' {
  return state === 'done' ? 'closed' : 'open';
}

export function dueOf(task: Task): string | undefined {
  return issueNumber(task) % 5 === 0 ? '2026-01-31T22:59:59.000Z' : undefined;
}

/** More than one page of them. */
export const milestones = Array.from({ length: 60 }, (_, index) => ({
  id: index + 1,
  title: `Milestone ${index + 1}`,
  due_on: index === 0 ? '2026-01-31T22:59:59.000Z' : null,
  created_at: '2024-01-01T00:00:00.000Z',
  updated_at: null,
}));

export function milestoneOf(task: Task) {
  return issueNumber(task) % 4 === 0 ? milestones[issueNumber(task) % milestones.length] : undefined;
}

export function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
