import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtmlTokens } from '../../src/rich-text/html-tokens.js';
import {
  htmlToArticleRichText,
  htmlToRichText,
  type RichText,
  richTextToHtml,
} from '../../src/rich-text/index.js';

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
process.stdout.write(`HTML properties: FAST_CHECK_SEED=${seed}\n`);
const settings = { seed, numRuns: 1000 };

const NAMES = [
  ...[
    'p',
    'div',
    'b',
    'i',
    'a',
    'span',
    'ul',
    'ol',
    'li',
    'table',
    'tr',
    'td',
    'th',
    'thead',
    'caption',
    'pre',
    'code',
  ],
  ...[
    'blockquote',
    'h1',
    'details',
    'summary',
    'br',
    'img',
    'hr',
    'input',
    'script',
    'style',
    'svg',
    'math',
    'title',
  ],
  ...[
    'template',
    'noscript',
    'iframe',
    'textarea',
    'mtext',
    'mglyph',
    'foreignObject',
    'xmp',
    'plaintext',
    'form',
    'x-y',
  ],
];
const ATTRIBUTES = [
  '',
  '',
  '',
  ' href="https://x.y"',
  ' href="javascript:alert(1)"',
  ' href=" jAva&#x0A;script:alert(1)"',
  ' src="data:text/html,x"',
  ' onclick="alert(1)"',
  ' onerror=alert(1)',
  ' style="display:none"',
  ' colspan=2',
  ' src=https://x/y alt="a&quot;><img onerror=alert(1)>"',
  ' class="gmail_quote"',
  ' data-m="1"',
  ' title="--><script>"',
  ' xlink:href="javascript:1"',
  ' formaction=javascript:1',
  ' srcdoc="<b onclick=1>"',
];
const token = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...ATTRIBUTES))
      .map(([name, rest]) => `<${name}${rest}>`),
  },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES).map((name) => `</${name}>`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      ' ',
      'b c',
      '\n\n',
      '&lt;img onerror=alert(1)&gt;',
      '&amp;lt;',
      '&nbsp;',
      '1. x',
      '\uD800',
      '\u0000',
      '😀',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<!--',
      '-->',
      '--!>',
      '<![CDATA[',
      ']]>',
      '<!--[if mso]>',
      '<![endif]-->',
      '<',
      '</',
      '<p',
      '"',
      "'",
      '<a href="',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const anyHtml = fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(''));

/** Everything in written HTML that could run: names of elements and attributes, and addresses, as a parser sees them. */
function executable(html: string): string[] {
  const found: string[] = [];
  readHtmlTokens(html, {
    open(name, attributes) {
      if (
        /^(?:script|style|svg|math|iframe|object|embed|template|form|input|base|meta|link|noscript|xmp|textarea|title|plaintext)$/.test(
          name,
        )
      ) {
        found.push(name);
      }
      for (const [attribute, value] of attributes) {
        if (/^(?:on|style|srcdoc|formaction|xlink|data-m)/.test(attribute)) found.push(attribute);
        if (/^(?:href|src)$/.test(attribute) && /^[\s\p{Cc}]*(?:javascript|data|vbscript):/iu.test(value))
          found.push(value);
      }
    },
    close() {},
    text() {},
  });
  return found;
}

/** Tags that are not closed, or closed without being open. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  readHtmlTokens(html, {
    open(name) {
      if (!/^(?:br|hr|img)$/.test(name)) open.push(name);
    },
    close(name) {
      if (open.pop() !== name) wrong.push(name);
    },
    text() {},
  });
  return [...wrong, ...open];
}

function wellFormed(richText: RichText): void {
  richText?.forEach((segment, index) => {
    if (typeof segment !== 'string') {
      expect(Object.keys(segment).sort()).toEqual(
        'fallback_record_name' in segment ? ['fallback_record_name', 'id', 'ref_type'] : ['id', 'ref_type'],
      );
      return;
    }
    expect(segment).not.toBe('');
    expect(typeof richText[index + 1]).not.toBe('string');
    expect(segment).not.toMatch(/(?![\t\n])\p{Cc}|\p{Cs}/u);
  });
}

const OPTIONS = {
  resolveMention: ({ attributes }: { attributes: ReadonlyMap<string, string> }) =>
    attributes.has('data-m') ? { recordType: 'users', id: 'u1', label: 'U' } : undefined,
};

describe('any HTML', () => {
  it('becomes strings and mentions, the same every time', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const converted = htmlToRichText(html, OPTIONS);
        wellFormed(converted.richText);
        expect(htmlToRichText(html, OPTIONS)).toEqual(converted);
        wellFormed(htmlToRichText(html, { ...OPTIONS, quotedHistory: 'cut' }).richText);
        wellFormed(htmlToArticleRichText(html).richText);
      }),
      settings,
    );
  });

  it('runs nothing after it was written as an article, which is balanced and one block', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const written = (htmlToArticleRichText(html).richText ?? []).join('');
        expect(executable(written)).toEqual([]);
        expect(unbalanced(written)).toEqual([]);
        expect(written).not.toMatch(/\n/);
        expect(htmlToArticleRichText(written).richText?.join('') ?? '').toBe(written);
      }),
      settings,
    );
  });

  it('runs nothing after it was written as rich text and as HTML again', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const { richText } = htmlToRichText(html, OPTIONS);
        for (const written of [richTextToHtml(richText).html, richTextToHtml([html]).html]) {
          expect(executable(written)).toEqual([]);
          expect(unbalanced(written)).toEqual([]);
        }
        const markdown = (richText ?? []).filter((segment) => typeof segment === 'string').join('');
        expect(markdown.replace(/`[^`]*`/g, '')).not.toMatch(
          /(?<!\\)<(?!br>|https?:|mailto:|[^>\n]*>\))[a-z]/i,
        );
        expect(markdown).not.toMatch(/\]\(\s*<?(?:javascript|data|vbscript):/i);
      }),
      settings,
    );
  });

  it('keeps the text between tags of paragraphs and formatting', () => {
    const plain = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<p>',
          '</p>',
          '<b>',
          '</b>',
          '<i>',
          '</i>',
          '<div>',
          '</div>',
          '<br>',
          '<ul>',
          '<li>',
          '</ul>',
          '<blockquote>',
        ),
        fc.constantFrom('a', 'b ', ' c', '*', '_', '[x]', '1. ', '# ', '&lt;p&gt;', '&amp;', '`', '~~'),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(plain, (tokens) => {
        const source = tokens.filter((part) => !part.startsWith('<')).join('');
        const expected = source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        const again = richTextToHtml(htmlToRichText(tokens.join('')).richText).html;
        let text = '';
        readHtmlTokens(again, {
          open() {},
          close() {},
          text: (part) => {
            text += part;
          },
        });
        expect(text.replace(/[\s•]/g, '')).toBe(expected.replace(/\s/g, ''));
      }),
      settings,
    );
  });
});
