import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { answerReader, recordReader } from '../../src/connector/reading.js';

const schema = z.object({ name: z.string(), lids: z.array(z.object({ size: z.number() })) });
const good = { name: 'a', lids: [{ size: 1 }] };

test('what fits is returned', () => {
  expect(recordReader('Boxes')(schema, good, 'box')).toEqual(good);
  expect(answerReader('Boxes')(schema, good, 'GET /boxes')).toEqual(good);
});

test('a record that does not fit is named with its field, never with its value', () => {
  const read = () => recordReader('Boxes')(schema, { name: 'a', lids: [{ size: 'secret' }] }, 'order');
  expect(read).toThrow(/^Boxes sent an order that cannot be read \(lids\.0\.size: /);
  expect(read).not.toThrow(/secret/);
});

test('so is an answer, with its endpoint', () => {
  const read = (body: unknown) => () => answerReader('Boxes')(schema, body, 'GET /boxes');
  expect(read({ ...good, name: 3 })).toThrow(/^Boxes answered GET \/boxes in a form .* \(name: /);
  expect(read('text')).toThrow(/\(body: .*\)\. Report this with the log of the run\.$/);
});
