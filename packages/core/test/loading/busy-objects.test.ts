import { expect, test } from 'vitest';
import { type Boxes, createBoxes, load, platformWithItems } from './boxes.js';

const shelf = ['a/1', 'a/2', 'b/1', 'b/2', 'c/1'].map((label) => ({ devrevId: label, label }));
const created = ({ writes }: Boxes) => writes.map((write) => write.replace('create ', ''));

test('an object that may not be changed yet holds up what comes after it in its order, and nothing else', async () => {
  const boxes = createBoxes();
  boxes.busy.set('a/1', 1);
  const { reply } = await load(platformWithItems(shelf), boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ created: 5, failed: 0 }] });
  const order = created(boxes);
  expect(order.slice(0, 3).sort()).toEqual(['b/1', 'b/2', 'c/1']);
  expect(order.slice(3)).toEqual(['a/1', 'a/2']);
});

test('one that stays so is waited for in a delay, when all others are written', async () => {
  const boxes = createBoxes();
  boxes.busy.set('a/1', 3);
  const platform = platformWithItems(shelf);
  const { reply } = await load(platform, boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DELAYED', delaySeconds: 60 });
  expect(created(boxes).sort()).toEqual(['b/1', 'b/2', 'c/1']);
  const { reply: later } = await load(platform, boxes, { type: 'CONTINUE_LOADING_DATA' });
  expect(later).toMatchObject({ eventType: 'DATA_LOADING_DONE' });
  expect(created(boxes).slice(3)).toEqual(['a/1', 'a/2']);
});
