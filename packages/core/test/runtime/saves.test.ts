import { expect, test } from 'vitest';
import type { Checkpoints } from '../../src/runtime/checkpoint.js';
import { createSaves } from '../../src/runtime/saves.js';

/** Checkpoints that are always due and end when the test says so. */
function heldCheckpoints() {
  const underWay: { end: () => void; fail: (reason: Error) => void }[] = [];
  const begun: number[] = [];
  const checkpoints: Checkpoints = {
    worked: () => {},
    isDue: () => true,
    save: (begin) => {
      begin();
      begun.push(begun.length + 1);
      return new Promise((end, fail) => underWay.push({ end, fail }));
    },
  };
  const saves = createSaves(checkpoints, () => () => true);
  return { saves, underWay, begun };
}

const settled = async (promise: Promise<unknown>) => {
  let isSettled = false;
  promise.then(
    () => {
      isSettled = true;
    },
    () => {
      isSettled = true;
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
};

test('the first checkpoint is waited for, later ones happen beside the work, one at a time', async () => {
  const { saves, underWay, begun } = heldCheckpoints();
  const first = saves.saveIfDue();
  expect(await settled(first)).toBe(false);
  expect(await settled(saves.first)).toBe(false);
  underWay[0]?.end();
  await first;
  await saves.first;
  await saves.saveIfDue();
  await saves.saveIfDue();
  expect(begun).toEqual([1, 2]);
  underWay[1]?.end();
  await new Promise((resolve) => setImmediate(resolve));
  await saves.saveIfDue();
  expect(begun).toEqual([1, 2, 3]);
});

test('a checkpoint that failed beside the work stops it at the next chance, and no other one is begun', async () => {
  const { saves, underWay, begun } = heldCheckpoints();
  const first = saves.saveIfDue();
  underWay[0]?.end();
  await first;
  await saves.saveIfDue();
  underWay[1]?.fail(new Error('the disk is full'));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(saves.saveIfDue()).rejects.toThrow('the disk is full');
  expect(begun).toEqual([1, 2]);
});

test('the last one waits for the one under way and is made all the same', async () => {
  const { saves, underWay, begun } = heldCheckpoints();
  const first = saves.saveIfDue();
  underWay[0]?.end();
  await first;
  await saves.saveIfDue();
  const last = saves.saveAll();
  expect(await settled(last)).toBe(false);
  expect(begun).toEqual([1, 2]);
  underWay[1]?.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([1, 2, 3]);
  underWay[2]?.end();
  await last;
});
