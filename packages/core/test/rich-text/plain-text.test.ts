import { describe, expect, it } from 'vitest';
import { plainTextToRichText } from '../../src/rich-text/index.js';

describe('plainTextToRichText', () => {
  it('escapes everything and keeps lines and paragraphs', () => {
    expect(plainTextToRichText('# not a *heading*\r\n- nor a list\r\n\r\n \t\r\n<b>x</b>')).toEqual([
      '\\# not a \\*heading\\*\\\n\\- nor a list\n\n\\<b>x\\</b>',
    ]);
  });

  it.each(['', ' \n\t\n', '\u0000', '\u200B'])('is null for %j', (value) => {
    expect(plainTextToRichText(value)).toBeNull();
  });

  it('keeps a line of dashes from making a heading of the line before', () => {
    expect(plainTextToRichText('Regards\n--\nAda')).toEqual(['Regards\\\n\\--\\\nAda']);
  });
});
