import { expect, test } from 'vitest';
import { dynamicEnum, recordType, text } from '../../src/index.js';
import { buildMetadata } from '../../src/metadata/metadata-document.js';

test('names that people have typed are shown on one line, without what cannot be stored', () => {
  const colours = dynamicEnum('Colour\u0000', [
    { key: '1', name: 'Red\u0007\r\nand blue' },
    { key: '2', name: '\u0000' },
  ]);
  const boxes = recordType('boxes', 'Box\u200b\u0001', { colour: colours, label: text('Label') });
  expect(buildMetadata([boxes], []).record_types.boxes).toMatchObject({
    name: 'Box\u200b',
    fields: {
      colour: {
        name: 'Colour',
        enum: {
          values: [
            { key: '1', name: 'Red and blue' },
            { key: '2', name: '2' },
          ],
        },
      },
      label: { name: 'Label' },
    },
  });
});
