import { chooseDistinct } from '../random/choose.js';
import { draw, foldSeed, salt } from '../random/draw.js';
import type { DriftSummary } from '../simulator.js';
import { type AccountField, hours, room, rooms, shop } from './fields.js';
import type { World } from './world.js';

const driftDraw = salt('drift');
const editedTasks = 6;
const warranty: AccountField = { id: 'f4', name: 'Warranty number', type: 'text' };

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
