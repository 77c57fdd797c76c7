import { describe, expect, it } from 'vitest';
import {
  bullets,
  cell,
  code,
  convert,
  document,
  HARD_BREAK,
  header,
  heading,
  item,
  lines,
  markdown,
  node,
  paragraph,
  table,
  text,
} from './adf-documents.js';

describe('tables', () => {
  it('writes a header row', () => {
    expect(markdown(table([header('A'), header('B')], [cell('1'), cell('2')]))).toBe(
      lines('| A | B |', '| --- | --- |', '| 1 | 2 |'),
    );
  });

  it('invents an empty header and marks a header column in bold', () => {
    expect(markdown(table([header('A'), cell('1')], [header('B'), cell('2')]))).toBe(
      lines('|  |  |', '| --- | --- |', '| **A** | 1 |', '| **B** | 2 |'),
    );
  });

  it('adds the counter of a numbered table', () => {
    const numbered = {
      ...table([header('A')], [cell('x')], [cell('y')]),
      attrs: { isNumberColumnEnabled: true },
    };
    expect(markdown(numbered)).toBe(lines('|  | A |', '| --- | --- |', '| 1 | x |', '| 2 | y |'));
  });

  it('leaves the places under and beside merged cells empty and counts them', () => {
    const wide = { ...cell('w'), attrs: { colspan: 2 } };
    const high = { ...cell('h'), attrs: { rowspan: 2 } };
    const adf = document(
      table([header('A'), header('B'), header('C')], [high, wide], [cell('x'), cell('y')]),
    );
    expect(convert(adf)).toEqual({
      richText: [lines('| A | B | C |', '| --- | --- | --- |', '| h | w |  |', '|  | x | y |')],
      losses: { 'table:mergedCells': 2 },
    });
  });

  it('keeps every cell when spans are absurd', () => {
    const attrs = { colspan: 1e9, rowspan: Number.MAX_SAFE_INTEGER };
    const rows = Array.from({ length: 200 }, (_, row) => [{ ...cell(`c${row}`), attrs }]);
    const written = markdown(table(...rows)) ?? '';
    for (let row = 0; row < 200; row += 1) expect(written).toContain(`| c${row} |`);
    expect(written.length).toBeLessThan(40_000);
  });

  it('joins blocks in a cell with <br>', () => {
    const list = bullets(item('a', bullets(item('b'))), item('c'));
    const adf = document(table([header('H')], [cell('p', list, code('x\ny|z'), heading(2, 'T'))]));
    expect(convert(adf)).toEqual({
      richText: [
        lines('| H |', '| --- |', '| p<br>• a<br>\u00A0\u00A0• b<br>• c<br>`x`<br>`y\\|z`<br>**T** |'),
      ],
      losses: { 'table:blocks': 1 },
    });
  });

  it('escapes pipes and breaks lines with <br>', () => {
    expect(markdown(table([header('a|b')], [cell(paragraph('c', HARD_BREAK, '1. d'))]))).toBe(
      lines('| a\\|b |', '| --- |', '| c<br>1. d |'),
    );
  });

  it('writes code that a table cell cannot hold as text', () => {
    expect(convert(document(table([header('H')], [cell(paragraph(text('a\\|b', 'code')))])))).toEqual({
      richText: [lines('| H |', '| --- |', '| a\\\\\\|b |')],
      losses: { 'mark:code': 1 },
    });
  });

  it('writes 60 columns', () => {
    const row = Array.from({ length: 60 }, (_, index) => cell(`c${index}`));
    const [, delimiters, body] = (markdown(table(row)) ?? '').split('\n');
    expect(delimiters).toBe(`|${' --- |'.repeat(60)}`);
    expect(body).toBe(`| ${row.map((_, index) => `c${index}`).join(' | ')} |`);
  });

  it('is null for a table without text and widens the header to the longest row', () => {
    expect(markdown(table([header()], [cell()]))).toBeNull();
    expect(markdown(table([header('A')], [cell('1'), cell('2')]))).toBe(
      lines('| A |  |', '| --- | --- |', '| 1 | 2 |'),
    );
  });

  it('writes the table of an expand as a table, and a nested expand as lines of its cell', () => {
    const nested = node('nestedExpand', [paragraph('inner')], { title: 'T' });
    expect(markdown(node('expand', [table([header('H')], [cell(nested)])], { title: 'E' }))).toBe(
      lines('**E**', '', '| H |', '| --- |', '| **T**<br>inner |'),
    );
  });

  it('becomes a list inside a list or quote', () => {
    const inner = table([header('A'), header('B')], [cell('1'), cell('2')], [cell(), cell('3')]);
    expect(convert(document(node('blockquote', [inner])))).toEqual({
      richText: [lines('> - **A:** 1\\', '>   **B:** 2', '> - **B:** 3')],
      losses: { 'table:list': 1 },
    });
  });

  it('keeps headers without values when it becomes a list', () => {
    expect(markdown(bullets(item(table([header('A'), header('B')], [cell('1')]))))).toBe(
      lines('- - **A**\\', '    **B**', '  - **A:** 1'),
    );
    expect(markdown(bullets(item(table([header('A')]))))).toBe('- - **A**');
  });
});
