import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RichTextToAdfOptions,
  richTextToAdf,
  richTextToMarkdown,
  richTextToPlainText,
} from '../../src/rich-text/index.js';
import { convert, document, HARD_BREAK, link, mention, node, paragraph, text } from './adf-documents.js';
import { readReference } from './reference-material.js';
import { sampleOf } from './schema-samples.js';

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
process.stdout.write(`round trips: FAST_CHECK_SEED=${seed}\n`);
const settings = { seed, numRuns: 500 };

const FRAGMENTS = [
  ...'*_{}[]()#+-.!|~<>&;:=@"\'/ab10 ',
  ...[
    '**',
    '~~',
    '```',
    '---',
    '1. ',
    '- ',
    '> ',
    '# ',
    '&amp;',
    '<div>',
    '<!--',
    '](',
    '![',
    '[a]: b',
    '|---|',
  ],
  ...['http://x.y/a_b', 'snake_case', '中文', '（', '。', 'é', '😀', '👩‍💻', '\u00A0', '\u200F', '\\', '\n'],
];
const words = fc
  .array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const visible = words.map((value) => `w${value}w`);
const codeText = fc
  .array(fc.constantFrom('a', '`', '*', ' ', '<', '|', '_'), { maxLength: 5 })
  .map((parts) => `c${parts.join('')}c`);
const address = fc.constantFrom(
  'https://x.y/a',
  'https://x.y/b c(d)',
  'mailto:a@b.c',
  '/r?a=1&amp;b=2',
  'https://x.y/ü_*[z]',
);
const inline = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(words, fc.subarray(['strong', 'em', 'strike']))
      .map(([value, marks]) => text(value, ...marks)),
  },
  { weight: 2, arbitrary: fc.tuple(visible, address).map(([value, href]) => text(value, link(href))) },
  { weight: 2, arbitrary: codeText.map((value) => text(value, 'code')) },
  { weight: 2, arbitrary: fc.nat(99).map((id) => mention(`u${id}`, { text: `@N${id}` })) },
  { weight: 1, arbitrary: fc.constant(HARD_BREAK) },
);
const full = fc
  .tuple(visible, fc.array(inline, { maxLength: 5 }))
  .map(([first, others]) => paragraph(first, ...others));
const codeBlock = fc
  .array(codeText, { minLength: 1, maxLength: 3 })
  .map((lines) => node('codeBlock', [text(lines.join('\n'))]));
const { list, tasks } = fc.letrec<{ list: unknown; item: unknown; tasks: unknown }>((tie) => ({
  item: fc
    .tuple(
      full,
      fc.array(fc.oneof({ depthSize: 'small' }, full, codeBlock, tie('list'), tie('tasks')), {
        maxLength: 2,
      }),
    )
    .map(([first, others]) => node('listItem', [first, ...others])),
  list: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => node('bulletList', items)),
    fc
      .tuple(fc.nat(20), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
      .map(([order, items]) => node('orderedList', items, { order })),
  ),
  tasks: fc
    .array(fc.tuple(visible, fc.constantFrom('TODO', 'DONE')), { minLength: 1, maxLength: 3 })
    .map((items) =>
      node(
        'taskList',
        items.map(([value, state]) => node('taskItem', [text(value)], { state })),
      ),
    ),
}));
const cells = (type: string) =>
  fc
    .array(
      full.map((content) => node(type, [content])),
      { minLength: 2, maxLength: 2 },
    )
    .map((row) => node('tableRow', row));
const supported = fc
  .array(
    fc.oneof(
      full,
      fc
        .tuple(full, fc.integer({ min: 1, max: 6 }))
        .map(([{ content }, level]) => node('heading', content, { level })),
      list,
      tasks,
      codeBlock,
      fc
        .array(fc.oneof(full, codeBlock, list), { minLength: 1, maxLength: 3 })
        .map((content) => node('blockquote', content)),
      fc
        .tuple(cells('tableHeader'), fc.array(cells('tableCell'), { maxLength: 2 }))
        .map(([head, rows]) => node('table', [head, ...rows])),
      fc.constant(node('rule')),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((content) => document(...content));

const OPTIONS: RichTextToAdfOptions = {
  resolveMention: ({ id, name }) => ({ accountId: id, ...(name !== undefined && { name }) }),
};

/** What must not change: text without what nobody sees, with what is link, code or mention; lists and their items. */
function meaning(value: unknown): string[] {
  const parts: Array<{ kind: string; text: string }> = [];
  function add(kind: string, content: string): void {
    const last = parts[parts.length - 1];
    if (last?.kind === kind && kind !== 'list') last.text += content;
    else if (content !== '') parts.push({ kind, text: content });
  }
  function walk(item: unknown): void {
    if (typeof item !== 'object' || item === null || !('type' in item)) return;
    const { type } = item;
    const attrs = 'attrs' in item ? JSON.stringify(item.attrs) : '{}';
    if (type === 'text' && 'text' in item) {
      const marks = JSON.stringify('marks' in item ? item.marks : []);
      const href = /"href":"((?:[^"\\]|\\.)*)"/.exec(marks)?.[1];
      const kind = marks.includes('"code"') ? 'code' : href === undefined ? 'text' : `link ${href}`;
      add(kind, String(item.text).replace(/[\s\p{Cf}]/gu, ''));
      return;
    }
    if (type === 'mention') parts.push({ kind: 'mention', text: `${/"id":"(\w+)"/.exec(attrs)?.[1]}` });
    const isList = /^(?:bulletList|orderedList|taskList|listItem|taskItem)$/.test(String(type));
    const detail = /"(?:order|state)":("?\w+"?)/.exec(attrs)?.[1] ?? '';
    if (isList) add('list', `${String(type)}${detail}`);
    if ('content' in item && Array.isArray(item.content)) item.content.forEach(walk);
    if (isList) add('list', `/${String(type)}`);
  }
  walk(value);
  return parts.map(({ kind, text: content }) => `${kind} ${content}`);
}

describe('ADF written from rich text that was written from ADF', () => {
  it('keeps visible text, links, mentions, code and lists', () => {
    fc.assert(
      fc.property(supported, (source) => {
        const written = richTextToAdf(
          convert(source, { resolveLink: () => undefined }).richText,
          OPTIONS,
        ).adf;
        expect(meaning(written)).toEqual(meaning(source));
      }),
      settings,
    );
  });

  const schema = readReference('specs/jira-adf-full.schema.57.7.22.json');
  it.runIf(schema !== undefined)('is valid, whatever the document', () => {
    if (typeof schema !== 'object' || schema === null || !('definitions' in schema))
      throw new Error('No schema.');
    const { $schema: _draft, ...rest } = { $schema: '', ...schema };
    const validate = new Ajv({ strict: false, allErrors: false }).compile(rest);
    const definitions = Object(schema.definitions);
    const anyDocument = fc.oneof(sampleOf(definitions, 'doc_node'), supported);
    fc.assert(
      fc.property(anyDocument, (source) => {
        const { richText } = convert(source);
        const media = richTextToAdf(richText, {
          ...OPTIONS,
          resolveArtifact: () => ({ mediaId: 'm', collection: '' }),
        });
        for (const written of [media.adf, richTextToAdf(richText).adf]) {
          if (!validate(written)) expect(validate.errors).toEqual(JSON.stringify(written));
        }
        const sourceMentions = JSON.stringify(source).split('"type":"mention"').length;
        const sent = (richText ?? []).filter(
          (segment) => typeof segment !== 'string' && segment.ref_type === 'users',
        );
        expect(sent.length).toBeLessThan(sourceMentions);
      }),
      settings,
    );
  });
});

describe('Markdown', () => {
  const anyMarkdown = fc
    .array(
      fc.oneof(
        words,
        fc.constantFrom(
          '\n',
          '\n\n',
          '\n- ',
          '\n1. ',
          '\n> ',
          '\n    ',
          '\\\n',
          '| a | b |\n|---|---|\n',
          '<b>',
          '</b>',
          '<div>\n',
          '\n```\n',
        ),
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join(''));

  it('is stable after it was read and written once', () => {
    fc.assert(
      fc.property(supported, (source) => {
        const first = richTextToMarkdown(convert(source).richText).markdown;
        const second = richTextToMarkdown(first).markdown;
        expect(richTextToMarkdown(second).markdown).toBe(second);
        expect(richTextToPlainText(second).text.replace(/\s/g, '')).toBe(
          richTextToPlainText(first).text.replace(/\s/g, ''),
        );
      }),
      settings,
    );
  });

  it('of any kind is read without fail, the same every time, and valid as a tree', () => {
    fc.assert(
      fc.property(fc.oneof(anyMarkdown, fc.string({ unit: 'binary' })), (markdown) => {
        expect(richTextToAdf([markdown])).toEqual(richTextToAdf([markdown]));
        expect(JSON.stringify(richTextToAdf([markdown]).adf)).not.toContain('"text":""');
      }),
      settings,
    );
  });

  it('neither loses nor repeats a mention', () => {
    const segment = fc.oneof(
      anyMarkdown,
      fc.nat(99).map((id) => ({ id: `u${id}`, ref_type: 'users', fallback_record_name: 'N' })),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (richText) => {
        const { adf, losses } = richTextToAdf(richText, OPTIONS);
        const written = JSON.stringify(adf).split('"type":"mention"').length - 1;
        const lost = Object.entries(losses)
          .filter(([kind]) => kind.startsWith('mention:'))
          .reduce((total, [, count]) => total + count, 0);
        const sent = richText.filter((part) => typeof part !== 'string').length;
        expect(written).toBeLessThanOrEqual(sent);
        expect(written + lost).toBeGreaterThanOrEqual(sent);
      }),
      settings,
    );
  });
});
