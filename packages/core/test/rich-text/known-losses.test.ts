import { expect, test } from 'vitest';
import { adfToRichText, htmlToRichText, plainTextToRichText } from '../../src/index.js';
import { createLossTally, lossesOf } from '../../src/rich-text/known-losses.js';

const coloured = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'red', marks: [{ type: 'textColor', attrs: { color: '#f00' } }] }],
    },
  ],
};

test('a rich text remembers what its conversion lost, and only then', () => {
  const { richText, losses } = adfToRichText(coloured, { userRecordType: 'users' });
  expect(losses).toEqual({ 'mark:textColor': 1 });
  expect(lossesOf(richText)).toEqual(losses);
  expect(lossesOf(htmlToRichText('<p>plain</p>', {}).richText)).toBeUndefined();
  expect(lossesOf(plainTextToRichText('plain'))).toBeUndefined();
  expect(lossesOf(['red'])).toBeUndefined();
  expect(lossesOf('red')).toBeUndefined();
});

test('losses add up by item type, field and kind, and their number is bounded', () => {
  const tally = createLossTally();
  const losses = { 'mark:textColor': 2 };
  tally.note('notes', [{ field: 'body', losses }]);
  tally.note('notes', [{ field: 'body', losses }]);
  expect(tally.totals()).toEqual({ 'notes.body: mark:textColor': 4 });
  for (let kind = 0; kind < 500; kind += 1)
    tally.note('notes', [{ field: 'body', losses: { [`kind${kind}`]: 1 } }]);
  expect(Object.keys(tally.totals())).toHaveLength(201);
  expect(tally.totals().other).toBe(500 - 199);
});
