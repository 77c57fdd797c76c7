import { createHash } from 'node:crypto';
import { draw, foldSeed, pick, salt } from '../random/draw.js';
import type { ChangeSummary, SimulatorOptions, WorldChanges } from '../simulator.js';

export const states = ['open', 'started', 'done'] as const;

export interface Comment {
  id: string;
  text: string;
  person: string;
  changedMs: number;
}

/** Content follows from the id: any size costs no memory. */
export interface TaskFile {
  id: string;
  name: string;
  bytes: number;
  addedMs: number;
}

export interface Task {
  id: string;
  list: string;
  title: string;
  state: string;
  person: string;
  createdMs: number;
  changedMs: number;
  comments: Comment[];
  files: TaskFile[];
}

export interface World {
  lists: readonly { id: string; name: string }[];
  people: readonly { id: string; name: string }[];
  tasks: Task[];
  /** A number nobody has had yet, for ids. */
  nextNumber(): number;
}

const firstDayMs = Date.UTC(2024, 0, 1);
/** Every second task came with an import, all at one moment. */
const importMs = Date.UTC(2024, 5, 1);
/** The second list is small, and the same in every world. */
const tasksOfSecondList = 3;
const stateDraw = salt('state');
const personDraw = salt('person');
const fileDraw = salt('files');
const changeDraw = salt('changes');

/** Two lists of tasks, and people who share them. @throws Error with a sentence when an option is out of range */
export function createWorld(options: SimulatorOptions): World {
  const { size } = options;
  if (!Number.isSafeInteger(size) || size < 0)
    throw new Error(`The size of a simulated world is a whole number from 0, not ${size}.`);
  const seed = foldSeed(options.seed);
  const people = Array.from({ length: 11 }, (_, index) => {
    const id = `p${String(index + 1).padStart(2, '0')}`;
    return { id, name: `Person ${index + 1}` };
  });
  let number = 0;
  const nextNumber = () => {
    number += 1;
    return number;
  };
  const make = (list: string) => createTask(nextNumber(), list, seed, options);
  const tasks = [
    ...Array.from({ length: size }, () => make('example/home')),
    ...Array.from({ length: tasksOfSecondList }, () => make('example/work')),
  ];
  const [first] = tasks;
  if (first?.list === 'example/home') furnish(first, options);
  const lists = [
    { id: 'example/home', name: 'Home' },
    { id: 'example/work', name: 'Work' },
  ];
  return { lists, people, tasks, nextNumber };
}

/** Edits tasks of the first list at one moment, as people would; a tenth as many are created. */
export function changeWorld(world: World, changes: WorldChanges, now: number): ChangeSummary {
  const { seed, edits, creations = Math.round(edits / 10), at = now } = changes;
  const tasks = world.tasks.filter(({ list }) => list === 'example/home');
  const start = draw(foldSeed(seed), changeDraw) % Math.max(1, tasks.length);
  const summary = {
    created: creations,
    edited: Math.min(edits, tasks.length),
    childrenAdded: 0,
    filesAdded: 0,
  };
  for (let step = 0; step < summary.edited; step += 1) {
    const task = tasks[(start + step) % tasks.length];
    if (task === undefined) continue;
    task.title = `${task.title}, edited`;
    task.changedMs = at;
    if (step % 2 === 1) {
      task.comments.push(commentOf(task, world.nextNumber(), at));
      summary.childrenAdded += 1;
    }
    if (step % 5 === 4) {
      task.files.push(fileOf(world.nextNumber(), at));
      summary.filesAdded += 1;
    }
  }
  for (let step = 0; step < creations; step += 1) {
    const task = createTask(world.nextNumber(), 'example/home', foldSeed(seed), {});
    world.tasks.push({ ...task, createdMs: at, changedMs: at, comments: [], files: [] });
  }
  return summary;
}

/** Content of a file, from one byte up to another. */
export function* slicesOf({ id }: TaskFile, fromByte: number, untilByte: number): Generator<Buffer> {
  const line = Buffer.from(`${id}\n`.repeat(4096));
  for (let position = fromByte; position < untilByte; ) {
    const offset = position % line.length;
    const slice = line.subarray(offset, Math.min(line.length, offset + untilByte - position));
    position += slice.length;
    yield slice;
  }
}

/** What the bytes of a file must look like. */
export function digestOf(file: TaskFile): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  for (const slice of slicesOf(file, 0, file.bytes)) hash.update(slice);
  return { bytes: file.bytes, sha256: hash.digest('hex') };
}

function createTask(
  number: number,
  list: string,
  seed: number,
  { attachmentShare = 0.5, childrenPerRoot = 2 }: Partial<SimulatorOptions>,
): Task {
  const id = `t${String(number).padStart(7, '0')}`;
  const changedMs = number % 2 === 0 ? importMs : firstDayMs + number * 60_000;
  const person = `p${String((draw(seed, personDraw, number) % 11) + 1).padStart(2, '0')}`;
  const task: Task = {
    id,
    list,
    title: `Task ${number}`,
    state: pick(states, draw(seed, stateDraw, number)),
    person,
    createdMs: changedMs,
    changedMs,
    comments: [],
    files: [],
  };
  const comments = number % 3 === 0 ? childrenPerRoot * 3 : 0;
  for (let index = 1; index <= comments; index += 1) task.comments.push(commentOf(task, index, changedMs));
  // Whole files for all, and the rest of the share for some.
  const files =
    Math.floor(attachmentShare) +
    ((draw(seed, fileDraw, number) % 1000) / 1000 < attachmentShare % 1 ? 1 : 0);
  for (let index = 0; index < files; index += 1)
    task.files.push({ ...fileOf(number, changedMs), id: `${id}-f${index + 1}` });
  return task;
}

/** What the options ask for on the first task. */
function furnish(task: Task, { manyChildren, fileNames = [], largeFileBytes }: SimulatorOptions): void {
  if (manyChildren !== undefined)
    task.comments = Array.from({ length: manyChildren }, (_, index) =>
      commentOf(task, index + 1, task.changedMs),
    );
  const named = fileNames.map((name, index) => ({ name, bytes: 300 + index }));
  if (largeFileBytes !== undefined) named.push({ name: 'large.bin', bytes: largeFileBytes });
  if (named.length > 0)
    task.files = named.map((file, index) => ({
      ...file,
      id: `${task.id}-n${index + 1}`,
      addedMs: task.changedMs,
    }));
}

function commentOf({ id, person }: Task, number: number, changedMs: number): Comment {
  return { id: `${id}-c${number}`, text: `Comment ${number}`, person, changedMs };
}

function fileOf(number: number, addedMs: number): TaskFile {
  return { id: `f${number}`, name: `notes-${number}.txt`, bytes: (number % 20) * 37, addedMs };
}
