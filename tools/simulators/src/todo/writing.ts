import { ReplyError } from '../http/reply.js';
import type { WrittenObject } from '../simulator.js';
import { digestOf, states, type Task, type TaskFile, type World } from './world.js';

type Members = Readonly<Record<string, unknown>>;

/** What can be made, found by its `reference`, and changed. A title of one letter is refused. */
export function createWriting(world: World, now: () => number) {
  const written = new Map<string, WrittenObject>();
  /** Ids by the reference that whoever made them gave. */
  const references = new Map<string, string>();

  function note(kind: string, id: string, reference?: unknown, file?: TaskFile): void {
    const known = written.get(id);
    const isNew = known?.isNew ?? typeof reference === 'string';
    const digest = file && { file: digestOf(file) };
    written.set(id, { kind, id, isNew, writes: (known?.writes ?? 0) + 1, ...digest });
    if (typeof reference === 'string') references.set(reference, id);
  }

  return {
    written: () => written.values(),
    idOf: (reference: string) => references.get(reference),

    addTask(list: string, { title, state, person, reference }: Members) {
      const task: Task = {
        id: `t${String(world.nextNumber()).padStart(7, '0')}`,
        list,
        title: titleOf(title),
        state: stateOf(state),
        person: textOf(person),
        fields: {},
        createdMs: now(),
        changedMs: now(),
        comments: [],
        files: [],
      };
      world.tasks.push(task);
      note('task', task.id, reference);
      return task;
    },

    changeTask(task: Task, { title, state, person }: Members) {
      if (title !== undefined) task.title = titleOf(title);
      if (state !== undefined) task.state = stateOf(state);
      if (person !== undefined) task.person = textOf(person);
      task.changedMs = now();
      note('task', task.id);
      return task;
    },

    addComment(task: Task, { text, person, reference }: Members) {
      const comment = {
        id: `${task.id}-c${world.nextNumber()}`,
        text: textOf(text),
        person: textOf(person),
        changedMs: now(),
      };
      task.comments.push(comment);
      task.changedMs = now();
      note('comment', comment.id, reference);
      return comment;
    },

    changeComment(task: Task, id: string, { text }: Members) {
      const comment = task.comments.find((held) => held.id === id);
      if (comment === undefined) throw notThere();
      if (text !== undefined) comment.text = textOf(text);
      comment.changedMs = now();
      task.changedMs = now();
      note('comment', id);
      return comment;
    },

    addFile(task: Task, { name, reference }: { name: string; reference: string }, content: Buffer) {
      const id = `${task.id}-f${world.nextNumber()}`;
      const file: TaskFile = { id, name, bytes: content.length, addedMs: now(), content };
      task.files.push(file);
      task.changedMs = now();
      note('file', id, reference, file);
      return file;
    },
  };
}

export function notThere(): ReplyError {
  return refusal(404, 'id', 'There is no such thing.');
}

function titleOf(title: unknown): string {
  const text = textOf(title);
  if (text.length < 2) throw refusal(422, 'title', 'title is too short');
  return text;
}

function stateOf(state: unknown): string {
  const found = states.find((known) => known === state);
  if (found === undefined) throw refusal(422, 'state', `state is none of ${states.join(', ')}`);
  return found;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function refusal(status: number, field: string, message: string): ReplyError {
  return new ReplyError({ status, json: { error: { field, message } } }, message);
}
