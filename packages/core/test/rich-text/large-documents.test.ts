import { describe, expect, it } from 'vitest';
import { code, convert, document, node, paragraph, text } from './adf-documents.js';

const CHARACTERS = 1_000_000;
/** Linear work takes a fraction of a second on an idle machine; anything quadratic takes many minutes. */
const LIMIT_MS = 10_000;

function repeat(piece: string): string {
  return piece.repeat(CHARACTERS / piece.length);
}

describe('documents of 1 MB', () => {
  it.each<[string, () => unknown]>([
    ['letters', () => document(paragraph(repeat('a')))],
    ['asterisks', () => document(paragraph(repeat('*')))],
    ['backticks', () => document(paragraph(repeat('`')))],
    ['backticks in code', () => document(paragraph(text(repeat('`a'), 'code')))],
    ['opening brackets', () => document(paragraph(repeat('[!')))],
    ['underscores', () => document(paragraph(repeat('_')))],
    ['ampersands', () => document(paragraph(repeat('&a')))],
    ['bold white space', () => document(paragraph(text(`a${repeat(' ')}b`, 'strong')))],
    [
      'bold punctuation',
      () => document(paragraph('a', text(`${repeat('.')}b${repeat('.')}`, 'strong'), 'a')),
    ],
    ['white space in the middle', () => document(paragraph(`a${repeat(' ')}b`))],
    ['number signs at the end of a heading', () => document(node('heading', [text(`a ${repeat('#')}`)]))],
    [
      'lines of code in a list',
      () => document(node('bulletList', [node('listItem', [code(repeat('ab c\n'))])])),
    ],
    ['quoted lines', () => document(node('blockquote', [paragraph(repeat('line of text 123456789\n'))]))],
    [
      'an address full of parentheses',
      () => document(paragraph(text('t', { type: 'link', attrs: { href: repeat('((') } }))),
    ],
  ])('of %s are converted in linear time', (_name, build) => {
    const adf = build();
    const start = performance.now();
    const { richText } = convert(adf);
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
    expect(richText).not.toBeNull();
  });

  it('of many small nodes with changing marks are converted in linear time', () => {
    const marks = [['strong'], ['em'], ['strong', 'em'], ['strike'], []];
    const nodes = Array.from({ length: 100_000 }, (_, index) =>
      text(index % 3 ? 'a.' : '.', ...(marks[index % 5] ?? [])),
    );
    const adf = document({ type: 'paragraph', content: nodes });
    const start = performance.now();
    expect(convert(adf).richText).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
  });
});
