import { describe, expect, it } from 'vitest';
import {
  adfToRichText,
  htmlToArticleRichText,
  htmlToRichText,
  plainTextToRichText,
  richTextToAdf,
  richTextToHtml,
  richTextToMarkdown,
  richTextToPlainText,
} from '../../src/rich-text/index.js';

const CHARACTERS = 1_000_000;
/** Linear work takes a fraction of a second of one idle core; anything quadratic takes many minutes. */
const LIMIT_MS = 15_000;

function repeat(piece: string): string {
  return piece.repeat(Math.ceil(CHARACTERS / piece.length));
}

function within(work: () => unknown): void {
  const start = performance.now();
  work();
  expect(performance.now() - start).toBeLessThan(LIMIT_MS);
}

describe('1 MB of HTML', () => {
  const PIECES = [
    '<div>',
    '<br>',
    'a<br>',
    '&amp;',
    '<b><i>a',
    '<b>a</b>b',
    '<p>a',
    '<li>a',
    '<ul><li>',
    '<table><tr><td>',
    '<td>a',
  ];
  const OTHERS = [
    '<blockquote>',
    '<',
    '<!--',
    '<a href="b">c</a> ',
    '<img src="http://a.b/c">',
    '</p>',
    '<svg>',
    '&nbsp;',
    '<dt>a<dd>b',
  ];

  it.each([...PIECES, ...OTHERS])('made of %j is read in linear time', (piece) => {
    const html = repeat(piece);
    within(() => htmlToRichText(html));
    within(() => htmlToArticleRichText(html));
  });

  it('that opens and closes 90,000 elements one in the other keeps what is inside', () => {
    const count = Math.floor(CHARACTERS / 11);
    const html = `${'<div>'.repeat(count)}x${'</div>'.repeat(count)}`;
    expect(htmlToRichText(html).richText).toEqual(['x']);
    expect(htmlToArticleRichText(html).richText?.join('')).toContain('x');
  });

  it.each(['<blockquote>', '<ul><li>', '<table><tr><td>', '<b>', '<a href="x">'])(
    'with %s 100,000 deep keeps what is inside',
    (piece) => {
      const { richText } = htmlToRichText(`${piece.repeat(99_000)}deepest`);
      expect(JSON.stringify(richText)).toContain('deepest');
    },
  );
});

describe('1 MB of Markdown', () => {
  it.each(['*a ', '[', '![', '`a', '> ', '- a\n', 'a\n\n', '| a | b |\n', '<b>', '[a](', '\\*'])(
    'made of %j is written in linear time',
    (piece) => {
      const markdown = repeat(piece);
      within(() => richTextToAdf([markdown]));
      within(() => richTextToHtml([markdown]));
      within(() => richTextToMarkdown([markdown]));
      within(() => richTextToPlainText([markdown]));
    },
  );

  it('keeps its text and mentions', () => {
    const mention = { id: 'u1', ref_type: 'users', fallback_record_name: 'Jo' };
    const { text, losses } = richTextToPlainText([repeat('a\\* '), mention, 'end'], {
      resolveMention: () => ({ text: '@jo' }),
    });
    expect(text.endsWith('a* @joend')).toBe(true);
    expect(losses).toEqual({ 'markdown:tooLong': 1 });
  });

  it('of an article is read as HTML', () => {
    const { html, losses } = richTextToHtml([
      `<p>${repeat('lorem <b>ipsum</b> dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor invidunt ut labore et dolore magna aliquyam erat ')}</p>`,
    ]);
    expect(html).toContain('<strong>ipsum</strong>');
    expect(losses).toEqual({});
  });
});

describe('1 MB of text and of ADF', () => {
  it.each(['a\n\n', 'a\n', '\n', '# a\n', '\n '])('made of %j are written in linear time', (piece) => {
    const text = repeat(piece);
    within(() => plainTextToRichText(text));
  });

  it('made of small nodes are written in linear time', () => {
    const text = { type: 'text', text: 'a' };
    const shapes = [
      Array.from({ length: 170_000 }, () => ({ type: 'paragraph', content: [text] })),
      [
        {
          type: 'paragraph',
          content: Array.from({ length: 250_000 }, (_, index) => (index % 2 ? text : { type: 'hardBreak' })),
        },
      ],
      [
        {
          type: 'bulletList',
          content: Array.from({ length: 110_000 }, () => ({
            type: 'listItem',
            content: [{ type: 'paragraph', content: [text] }],
          })),
        },
      ],
    ];
    for (const content of shapes) {
      within(() => adfToRichText({ version: 1, type: 'doc', content }, { userRecordType: 'users' }));
    }
  });
});
