import { expect, test } from 'vitest';
import { ahead } from '../../src/connector/ahead.js';

/** Numbers from 1 to 3 and what became of the generator. */
function counting(fails = 0) {
  const events: string[] = [];
  async function* numbers(): AsyncGenerator<number, void, void> {
    try {
      for (let number = 1; number <= 3; number += 1) {
        events.push(`asked for ${number}`);
        if (number === fails) throw new Error(`no ${number}`);
        yield number;
      }
    } finally {
      events.push('closed');
    }
  }
  return { events, numbers: numbers() };
}

test('the next value is asked for while the caller works on this one, and never the one after', async () => {
  const { events, numbers } = counting();
  for await (const number of ahead(numbers)) {
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`worked on ${number}`);
  }
  expect(events).toEqual([
    'asked for 1',
    'asked for 2',
    'worked on 1',
    'asked for 3',
    'worked on 2',
    'closed',
    'worked on 3',
  ]);
});

test('what fails ahead is seen only when its turn comes', async () => {
  const { numbers } = counting(2);
  const seen: number[] = [];
  const all = async () => {
    for await (const number of ahead(numbers)) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(number);
    }
  };
  await expect(all()).rejects.toThrow('no 2');
  expect(seen).toEqual([1]);
});

test('whoever stops closes what is behind, once what was asked for has come', async () => {
  const { events, numbers } = counting();
  for await (const number of ahead(numbers)) if (number === 1) break;
  expect(events).toEqual(['asked for 1', 'asked for 2', 'closed']);
});
