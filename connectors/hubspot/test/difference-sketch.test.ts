import { describe, expect, it } from 'vitest';
import { createDifferenceSketch, type SketchKey } from '../src/difference-sketch.js';

const keyOf = (number: number): SketchKey => [number, number >>> 3, number * 7, 0xffff_ffff];
const sorted = (keys: readonly SketchKey[]) => keys.map(([number]) => number).sort((a, b) => a - b);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place);

describe('a sketch', () => {
  it('tells what has come and what is gone in sets of any size, also after it was saved', () => {
    let sketch = createDifferenceSketch();
    for (const number of range(0, 50_000)) sketch.add(keyOf(number));
    sketch = createDifferenceSketch(sketch.save());
    for (const number of range(250, 50_300)) sketch.remove(keyOf(number));
    const found = sketch.differences();
    expect(sorted(found?.added ?? [])).toEqual(range(0, 250));
    expect(sorted(found?.removed ?? [])).toEqual(range(50_000, 50_300));
  });

  it('is empty when everything that was added is removed, in any order', () => {
    const sketch = createDifferenceSketch();
    for (const number of range(0, 3_000)) sketch.add(keyOf(number));
    for (const number of range(0, 3_000).reverse()) sketch.remove(keyOf(number));
    expect(sketch.differences()).toEqual({ added: [], removed: [] });
    expect(sketch.save()).toBe(createDifferenceSketch().save());
  });

  it('says so when there is more than can be told apart', () => {
    const sketch = createDifferenceSketch();
    for (const number of range(0, 1_200)) sketch.add(keyOf(number));
    expect(sketch.differences()).toBeUndefined();
  });

  it('stays below 32 kB', () => {
    expect(createDifferenceSketch().save().length).toBeLessThan(32_000);
  });

  it('of another form is an empty one', () => {
    expect(createDifferenceSketch('AAAA').save()).toBe(createDifferenceSketch().save());
  });
});
