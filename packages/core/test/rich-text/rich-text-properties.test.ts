import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextToRichText, type RichText } from '../../src/rich-text/index.js';
import { convert, document, HARD_BREAK, mention, node, paragraph, text } from './adf-documents.js';

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
process.stdout.write(`rich text properties: FAST_CHECK_SEED=${seed}\n`);

/** Pieces that mean something to a Markdown parser, and characters that break naive text handling. */
const FRAGMENTS = [
  ...'\\`*_{}[]()#+-.!|~<>&;:=@"\'/ab10 \n\t',
  ...['**', '__', '~~', '```', '---', '===', '* * *', '1. ', '- ', '> ', '# ', '    ', '&amp;', '&#35;'],
  ...['<div>', '<!--', '](', '![', '[a]: b', '|---|', 'http://x.y/a_b', 'snake_case', '中文', '（', '。'],
  ...['é', 'e\u0301', '😀', '👩‍💻', '€', '\u00A0', '\u200F', '\u2028', '\u0000', '\uD800', '\r\n'],
];
const nastyText = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map((parts) => parts.join(''));
const marks = fc.subarray(['strong', 'em', 'strike']);
const textNode = fc.tuple(nastyText, marks).map(([value, names]) => text(value, ...names));
const mentionNode = fc.nat(999).map((id) => mention(`u${id}`, { text: '@Somebody' }));
const inlineNode = fc.oneof(
  { weight: 6, arbitrary: textNode },
  { weight: 1, arbitrary: mentionNode },
  { weight: 1, arbitrary: fc.constant(HARD_BREAK) },
);
const inlineNodes = fc.array(inlineNode, { maxLength: 6 });

const { block } = fc.letrec<{ block: unknown }>((tie) => {
  const blocks = fc.array(tie('block'), { maxLength: 3 });
  const items = fc.array(
    blocks.map((content) => node('listItem', content)),
    { maxLength: 3 },
  );
  const cells = fc.array(
    fc
      .tuple(fc.constantFrom('tableCell', 'tableHeader'), blocks, fc.nat(3))
      .map(([type, content, colspan]) => node(type, content, { colspan, rowspan: colspan })),
    { maxLength: 3 },
  );
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      inlineNodes.map((content) => paragraph(...content)),
      inlineNodes.map((content) => node('heading', content, { level: 2 })),
      items.map((content) => node('bulletList', content)),
      items.map((content) => node('orderedList', content, { order: 3 })),
      blocks.map((content) => node('panel', content, { panelType: 'info' })),
      blocks.map((content) => node('expand', content, { title: 'T' })),
      blocks.map((content) => node('futureNode', content)),
      nastyText.map((value) => node('codeBlock', [text(value)])),
      fc.array(cells, { maxLength: 3 }).map((rows) =>
        node(
          'table',
          rows.map((content) => node('tableRow', content)),
        ),
      ),
    ),
  };
});
const adfDocument = fc.array(block, { maxLength: 4 }).map((content) => document(...content));

function countMentions(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'type' in value && value.type === 'mention' ? 1 : 0;
  return Object.values(value).reduce<number>((total, child) => total + countMentions(child), own);
}

function wellFormed(richText: RichText): void {
  if (richText === null) return;
  expect(richText.length).toBeGreaterThan(0);
  richText.forEach((segment, index) => {
    if (typeof segment === 'string') {
      expect(segment).not.toBe('');
      expect(typeof richText[index + 1]).not.toBe('string');
      expect(segment).not.toMatch(/(?![\t\n])\p{Cc}|\p{Cs}/u);
    } else {
      expect(Object.keys(segment).filter((key) => key !== 'fallback_record_name')).toEqual([
        'id',
        'ref_type',
      ]);
      expect(segment.id).not.toBe('');
    }
  });
  const first = richText[0];
  const last = richText[richText.length - 1];
  if (typeof first === 'string') expect(first).not.toMatch(/^\s*\n/);
  if (typeof last === 'string') expect(last).not.toMatch(/\n$/);
}

function textOf(richText: RichText): string {
  return (richText ?? []).map((segment) => (typeof segment === 'string' ? segment : '\uE000')).join('');
}

/** What a reader sees of paragraphs: escapes resolved, delimiters that are not escaped gone. */
function visibleText(markdown: string): string {
  return markdown.replace(
    /\\(\n|[!-/:-@[-`{-~])|\*+|~~/g,
    (_match, escaped: string | undefined) => escaped ?? '',
  );
}

/** Every line without the white space Markdown ignores, without lines of nothing visible. */
function visibleLines(value: string): string[] {
  return value
    .split(/\r\n|[\n\r\u2028]/)
    .map((line) =>
      line
        .replace(/(?![\t])\p{Cc}|\p{Cs}/gu, '')
        .replace(/[\s]+/g, ' ')
        .trim(),
    )
    .filter((line) => line.replace(/\p{Cf}/gu, '').trim() !== '');
}

const settings = { seed, numRuns: 300 };

describe('rich text of any document', () => {
  it('consists of mentions and non-empty strings that are not adjacent', () => {
    fc.assert(
      fc.property(adfDocument, (adf) => wellFormed(convert(adf).richText)),
      settings,
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(adfDocument, (adf) => {
        expect(convert(adf)).toEqual(convert(structuredClone(adf)));
      }),
      settings,
    );
  });

  it('neither loses nor repeats mentions', () => {
    fc.assert(
      fc.property(adfDocument, (adf) => {
        const written = (convert(adf).richText ?? []).filter((segment) => typeof segment !== 'string');
        expect(written).toHaveLength(countMentions(adf));
      }),
      settings,
    );
  });

  it('survives any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => wellFormed(convert(value).richText)),
      settings,
    );
    const types = [
      'doc',
      'paragraph',
      'text',
      'table',
      'tableRow',
      'tableCell',
      'media',
      'mention',
      'taskList',
    ];
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.record({
          type: fc.oneof(fc.constantFrom(...types), fc.jsonValue({ maxDepth: 1 })),
          attrs: fc.jsonValue({ maxDepth: 2 }),
          marks: fc.jsonValue({ maxDepth: 2 }),
          text: fc.jsonValue({ maxDepth: 1 }),
          content: fc.oneof(fc.array(tie('value'), { maxLength: 4 }), fc.jsonValue({ maxDepth: 1 })),
        }),
      ),
    }));
    fc.assert(
      fc.property(value, (adf) => wellFormed(convert(adf).richText)),
      settings,
    );
  });
});

describe('visible text', () => {
  it('of plain text is what was written', () => {
    fc.assert(
      fc.property(nastyText, (source) => {
        const written = textOf(plainTextToRichText(source));
        expect(visibleLines(visibleText(written))).toEqual(visibleLines(source));
      }),
      { ...settings, numRuns: 2000 },
    );
  });

  it('of plain text holds no active character without a backslash', () => {
    fc.assert(
      fc.property(nastyText, (source) => {
        const rest = textOf(plainTextToRichText(source)).replace(/\\[\s\S]/g, ' ');
        expect(rest).not.toMatch(/[*`[\]<\\]|~~|&(?:amp|#35);/);
        const raw = textOf(plainTextToRichText(source));
        expect(raw).not.toMatch(/^(?: *)(?:#{1,6}[ \t]|>|[-+] |-{2}|={2}|\d+[.)][ \t]|\|| {4}|\t)/m);
      }),
      { ...settings, numRuns: 2000 },
    );
  });

  it('of marked text is what was written', () => {
    fc.assert(
      fc.property(inlineNodes, (content) => {
        const source = content
          .map((inline) => (inline.type === 'mention' ? '\uE000' : (inline.text ?? '\n')))
          .join('');
        const written = textOf(convert(document(paragraph(...content))).richText);
        expect(visibleLines(visibleText(written))).toEqual(visibleLines(source));
      }),
      { ...settings, numRuns: 2000 },
    );
  });

  it('of marked text stands between balanced delimiters', () => {
    fc.assert(
      fc.property(inlineNodes, (content) => {
        const written = textOf(convert(document(paragraph(...content))).richText);
        for (const line of written.split('\n')) {
          const delimiters = line.replace(/\\[\s\S]/g, '');
          expect((delimiters.match(/\*/g) ?? []).length % 2).toBe(0);
          expect((delimiters.match(/~~/g) ?? []).length % 2).toBe(0);
          // A delimiter next to white space on its inner side would be shown as it is.
          expect(line).not.toMatch(/(^|\s)(\*+|~~)(\s|$)/);
        }
      }),
      { ...settings, numRuns: 2000 },
    );
  });
});
