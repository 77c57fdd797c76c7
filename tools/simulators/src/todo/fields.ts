import { chooseDistinct } from '../random/choose.js';
import { draw, foldSeed, pick, salt } from '../random/draw.js';
import type { DriftSummary } from '../simulator.js';
import type { Task, World } from './world.js';

/** What an account can say about its tasks beyond what every task has. */
export interface AccountField {
  id: string;
  name: string;
  type: 'text' | 'number' | 'choice';
  choices?: readonly { id: string; name: string }[];
}

/** Values by id of the field; what a task does not say is absent. */
export type FieldValues = Record<string, string | number>;

const fieldDraw = salt('fields');
const driftDraw = salt('drift');
const editedTasks = 6;

const hours: AccountField = { id: 'f1', name: 'Hours', type: 'number' };
const shop: AccountField = { id: 'f2', name: 'Shop', type: 'text' };
const rooms = ['Kitchen', 'Garden', 'Cellar'].map((name, index) => ({ id: `r${index + 1}`, name }));
const room: AccountField = { id: 'f3', name: 'Room', type: 'choice', choices: rooms };
const warranty: AccountField = { id: 'f4', name: 'Warranty number', type: 'text' };

export const firstFields: readonly AccountField[] = [hours, shop, room];

/** Hours of every task but each fourth, a room of each second, a shop of each third. */
export function valuesOf(number: number, seed: number): FieldValues {
  const drawn = draw(seed, fieldDraw, number);
  return {
    ...(number % 4 !== 0 && { [hours.id]: (drawn % 20) / 4 }),
    ...(number % 2 === 0 && { [room.id]: pick(rooms, drawn).id }),
    ...(number % 3 === 0 && { [shop.id]: `Shop ${drawn % 7}` }),
  };
}

/** The number of hours, which keeps its id whatever it is called. */
export function hoursOf({ fields }: Task): string | number | null {
  return fields[hours.id] ?? null;
}

/**
 * Adds a text field, which a few tasks get a value in, and a choice, which half of them get; renames a field and deletes
 * another with its values. Only the tasks that were edited have changed. Throws a sentence when it was done before.
 */
export function applyDrift(world: World, seed: number, now: number): DriftSummary {
  if (world.fields.includes(warranty))
    throw new Error('The fields of this simulated account have changed already. Start another one.');
  const renamed = { ...hours, name: 'Hours of work' };
  const loft = { id: `r${rooms.length + 1}`, name: 'Loft' };
  world.fields = [renamed, { ...room, choices: [...rooms, loft] }, warranty];
  for (const { fields } of world.tasks) delete fields[shop.id];
  const tasks = world.tasks.filter(({ list }) => list === 'home');
  const count = Math.min(editedTasks, tasks.length);
  const edited = [...chooseDistinct(draw(foldSeed(seed), driftDraw), count, tasks.length)].flatMap(
    (index) => tasks[index] ?? [],
  );
  for (const [step, task] of edited.entries()) {
    task.fields[warranty.id] = `W-${task.id}`;
    // Half of them, so that the new field is also met beside a choice that is known.
    if (step % 2 === 0) task.fields[room.id] = loft.id;
    task.changedMs = now;
  }
  return {
    rootIds: edited.map(({ id }) => id),
    addedField: warranty.name,
    retiredField: shop.name,
    appeared: [warranty.name, renamed.name, loft.name],
    vanished: [shop.name, hours.name],
  };
}
