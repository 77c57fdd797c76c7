import { describe, expect, it } from 'vitest';
import { type Block, paragraph, plainText } from '../../src/rich-text/document.js';
import { writeRichText } from '../../src/rich-text/markdown-blocks.js';

const cell = (text: string, header = false) => ({
  header,
  columnSpan: 1,
  rowSpan: 1,
  blocks: [paragraph([plainText(text)])],
});

describe('writing without GFM extensions', () => {
  const style = { table: 'list', strike: 'plain', task: 'symbol' } as const;

  it('writes tables as lists', () => {
    const table: Block = { kind: 'table', rows: [[cell('A', true)], [cell('1')]] };
    expect(writeRichText([table], { style })).toEqual(['- **A:** 1']);
  });

  it('writes struck text plainly and counts it', () => {
    const lost: string[] = [];
    const struck = paragraph([plainText('x', { strike: true, strong: true })]);
    expect(writeRichText([struck], { style, countLoss: (kind) => lost.push(kind) })).toEqual(['**x**']);
    expect(lost).toEqual(['mark:strike']);
  });

  it('writes tasks with symbols', () => {
    const items = [
      { task: 'done' as const, blocks: [paragraph([plainText('a')])] },
      { task: 'open' as const, blocks: [{ kind: 'code' as const, language: undefined, text: 'b' }] },
    ];
    expect(writeRichText([{ kind: 'list', ordered: false, start: 1, items }], { style })).toEqual([
      '- ☑ a\n- ☐\n\n  ```\n  b\n  ```',
    ]);
  });
});
