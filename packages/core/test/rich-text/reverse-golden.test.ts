import { describe, expect, it } from 'vitest';
import {
  type AdfOutputNode,
  type RichTextInput,
  richTextToAdf,
  richTextToHtml,
  richTextToMarkdown,
  richTextToPlainText,
} from '../../src/rich-text/index.js';

/** One short line per node: `paragraph(text[strong] "a")` as `p(b"a")`. */
function outline(node: AdfOutputNode): string {
  if (node.type === 'text') {
    const marks = (node.marks ?? []).map((mark) => mark.attrs?.href ?? mark.type);
    return `${marks.map((mark) => `${mark}:`).join('')}${JSON.stringify(node.text)}`;
  }
  const { localId: _localId, ...attrs } = node.attrs ?? {};
  const values = Object.values(attrs).join(',');
  const content = (node.content ?? []).map(outline).join(' ');
  return `${node.type}${values === '' ? '' : `{${values}}`}${node.content ? `(${content})` : ''}`;
}

function adf(richText: RichTextInput): string {
  return richTextToAdf(richText).adf.content.map(outline).join(' ');
}

/** Markdown and what it becomes as ADF, as HTML, as plain text. */
const GOLDEN: ReadonlyArray<readonly [markdown: string, adf: string, html: string, text: string]> = [
  ['', '', '', ''],
  ['a', 'paragraph("a")', '<p>a</p>', 'a'],
  ['a\nb\\\nc  \nd', 'paragraph("a b" hardBreak "c" hardBreak "d")', '<p>a b<br>c<br>d</p>', 'a b\nc\nd'],
  [
    '**a *b*** ~~c~~ `d`',
    'paragraph(strong:"a " strong:em:"b" " " strike:"c" " " code:"d")',
    '<p><strong>a <em>b</em></strong> <del>c</del> <code>d</code></p>',
    'a b c d',
  ],
  ['**`a`**', 'paragraph(code:"a")', '<p><strong><code>a</code></strong></p>', 'a'],
  [
    '[a **b**](https://x.y)',
    'paragraph(https://x.y:"a " https://x.y:strong:"b")',
    '<p><a href="https://x.y">a <strong>b</strong></a></p>',
    'a b (https://x.y)',
  ],
  [
    '[a](javascript:b) <javascript:c>',
    'paragraph("a" " " "javascript:c")',
    '<p>a javascript:c</p>',
    'a javascript:c',
  ],
  [
    '<https://x.y>',
    'paragraph(https://x.y:"https://x.y")',
    '<p><a href="https://x.y">https://x.y</a></p>',
    'https://x.y',
  ],
  ['## a', 'heading{2}("a")', '<h2>a</h2>', 'a'],
  [
    '> # a\n> > b\n>\n> ---',
    'blockquote(paragraph(strong:"a") paragraph("b"))',
    '<blockquote><h1>a</h1><blockquote><p>b</p></blockquote><hr></blockquote>',
    '> a\n>\n> > b\n>\n> ---',
  ],
  [
    '- a\n- b\n  1. c',
    'bulletList(listItem(paragraph("a")) listItem(paragraph("b") orderedList{1}(listItem(paragraph("c")))))',
    '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>',
    '- a\n- b\n  1. c',
  ],
  [
    '7. a\n8.',
    'orderedList{7}(listItem(paragraph("a")) listItem(paragraph()))',
    '<ol start="7"><li>a</li><li></li></ol>',
    '7. a\n8.',
  ],
  [
    '- [ ] a\n  - [x] b',
    'taskList(taskItem{TODO}("a") taskList(taskItem{DONE}("b")))',
    '<ul><li>☐ a<ul><li>☑ b</li></ul></li></ul>',
    '- ☐ a\n  - ☑ b',
  ],
  [
    '- [ ] a\n- b',
    'bulletList(listItem(paragraph("☐" " " "a")) listItem(paragraph("b")))',
    '<ul><li>☐ a</li><li>b</li></ul>',
    '- ☐ a\n- b',
  ],
  [
    '> - [x] a',
    'blockquote(bulletList(listItem(paragraph("☑" " " "a"))))',
    '<blockquote><ul><li>☑ a</li></ul></blockquote>',
    '> - ☑ a',
  ],
  [
    '```js x\na <b>\n```',
    'codeBlock{js}("a <b>")',
    '<pre><code class="language-js">\na &lt;b&gt;</code></pre>',
    'a <b>',
  ],
  [
    '- x\n  > q',
    'bulletList(listItem(paragraph("x") paragraph("q")))',
    '<ul><li><p>x</p><blockquote><p>q</p></blockquote></li></ul>',
    '- x\n\n  > q',
  ],
  [
    '| A | B |\n|---|---|\n| 1<br>2 | `x` |',
    'table(tableRow(tableHeader(paragraph("A")) tableHeader(paragraph("B"))) tableRow(tableCell(paragraph("1" hardBreak "2")) tableCell(paragraph(code:"x"))))',
    '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1<br>2</td><td><code>x</code></td></tr></tbody></table>',
    '- A: 1\n  2\n  B: x',
  ],
  [
    '- | A |\n  |---|\n  | 1 |',
    'bulletList(listItem(bulletList(listItem(paragraph(strong:"A:" " " "1")))))',
    '<ul><li><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></li></ul>',
    '- - A: 1',
  ],
  [
    '> | A |\n> |---|\n> | 1 |',
    'blockquote(bulletList(listItem(paragraph(strong:"A:" " " "1"))))',
    '<blockquote><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></blockquote>',
    '> - A: 1',
  ],
  [
    '![a](https://x/y)',
    'mediaSingle{center}(media{external,https://x/y,a})',
    '<p><img src="https://x/y" alt="a"></p>',
    'a (https://x/y)',
  ],
  [
    'x ![a](https://x/y)',
    'paragraph("x " https://x/y:"a")',
    '<p>x <img src="https://x/y" alt="a"></p>',
    'x a (https://x/y)',
  ],
  ['![a](data:x)', 'paragraph("a")', '<p>a</p>', 'a'],
  ['a\n\n---\n\nb', 'paragraph("a") rule paragraph("b")', '<p>a</p><hr><p>b</p>', 'a\n\n---\n\nb'],
  ['<b>a</b> <script>x</script><u>b</u>', 'paragraph(strong:"a" " b")', '<p><strong>a</strong> b</p>', 'a b'],
  ['<div><script>x</script><p onclick="y">a</p></div>', 'paragraph("a")', '<p>a</p>', 'a'],
  ['&lt;b&gt; \\*a\\* "c"', 'paragraph("<b> *a* \\"c\\"")', '<p>&lt;b&gt; *a* "c"</p>', '<b> *a* "c"'],
];

describe('rich text', () => {
  it.each(GOLDEN)('%j as ADF, HTML and plain text', (markdown, expectedAdf, html, text) => {
    expect(adf([markdown])).toBe(expectedAdf);
    expect(richTextToHtml([markdown]).html).toBe(html);
    expect(richTextToPlainText([markdown]).text).toBe(text);
  });

  it('is taken as stored, as the loader receives it, and as a string', () => {
    expect(richTextToMarkdown(null).markdown).toBe('');
    expect(richTextToMarkdown('*a*').markdown).toBe('*a*');
    expect(richTextToMarkdown({ type: 'rich_text', content: ['*a*', ' b'] }).markdown).toBe('*a* b');
  });
});

const JOHN = { id: 'don:identity:x/devu/1', ref_type: 'users', fallback_record_name: 'John *S*' };
const PICTURE = { id: 'don:core:x/artifact/1', ref_type: 'artifact', fallback_record_name: 'p.png' };
const ISSUE = { id: 'ISS-1', ref_type: 'issues', fallback_record_name: 'KEY-1' };
const REFERENCES: RichTextInput = [
  '**Hi ',
  JOHN,
  '**, ![P](',
  PICTURE,
  ') [file](',
  PICTURE,
  ') ',
  ISSUE,
  '!',
];

describe('references in rich text', () => {
  it('become nodes of ADF when they are known', () => {
    const { adf: document, losses } = richTextToAdf(REFERENCES, {
      resolveMention: ({ recordType, id, name }) =>
        recordType === 'users'
          ? { accountId: `acc-${id}`, ...(name !== undefined && { name }) }
          : { url: 'https://j/KEY-1' },
      resolveArtifact: ({ display }) =>
        display === 'image' ? { mediaId: 'm1', collection: 'c' } : { url: 'https://j/1' },
    });
    expect(document.content.map(outline)).toEqual([
      `paragraph(strong:"Hi " mention{acc-${JOHN.id},@John *S*} ", " mediaInline{image,m1,c,P} " " https://j/1:"file" " " https://j/KEY-1:"KEY-1" "!")`,
    ]);
    expect(losses).toEqual({});
  });

  it('become names when they are not', () => {
    const { adf: document, losses } = richTextToAdf(REFERENCES);
    expect(document.content.map(outline)).toEqual([
      'paragraph(strong:"Hi " strong:"@John *S*" ", " "[attachment: P]" " " "[attachment: file]" " " "KEY-1" "!")',
    ]);
    expect(losses).toEqual({ 'mention:unresolved': 2, 'artifact:unresolved': 2 });
  });

  it('become text, links and pictures elsewhere', () => {
    const options = {
      resolveMention: ({ recordType }: { recordType: string }) =>
        recordType === 'users' ? { text: '@john' } : { text: 'KEY-1', url: 'https://j/KEY-1' },
      resolveArtifact: () => ({ url: 'https://j/p.png' }),
    };
    expect(richTextToHtml(REFERENCES, options)).toEqual({
      html: '<p><strong>Hi @john</strong>, <img src="https://j/p.png" alt="P"> <a href="https://j/p.png">file</a> <a href="https://j/KEY-1">KEY-1</a>!</p>',
      losses: {},
    });
    expect(richTextToMarkdown(REFERENCES, options).markdown).toBe(
      '**Hi @john**, ![P](https://j/p.png) [file](https://j/p.png) [KEY-1](https://j/KEY-1)!',
    );
    expect(richTextToMarkdown(REFERENCES).markdown).toBe(
      '**Hi @John \\*S\\***, \\[attachment: P\\] \\[attachment: file\\] KEY-1!',
    );
  });

  it('alone in a paragraph become a picture of their own', () => {
    const { adf: document } = richTextToAdf(['![P](', PICTURE, ')'], {
      resolveArtifact: () => ({ mediaId: 'm1', collection: '' }),
    });
    expect(document.content.map(outline)).toEqual(['mediaSingle{center}(media{file,m1,,P})']);
  });

  it('are found inside HTML, at both ends and beside each other', () => {
    const richText = [
      JOHN,
      JOHN,
      ' <img src="',
      PICTURE,
      '" alt="x"> <a data-article-id="',
      ISSUE,
      '">t</a>',
    ];
    expect(richTextToPlainText(richText).text).toBe('@John *S*@John *S* [attachment: x] t');
    expect(richTextToPlainText(['<p><img src="', PICTURE, '"></p>', '\n\n', JOHN]).text).toBe(
      '[attachment: p.png]\n\n@John *S*',
    );
  });

  it('inside the text of a linked attachment come before it', () => {
    expect(richTextToPlainText(['[', JOHN, ' x](', PICTURE, ')']).text).toBe('@John *S*[attachment: x]');
  });

  it('show their name in code and are counted where nothing shows them', () => {
    const inCode = richTextToHtml(['`a ', JOHN, '`\n\n```\n', JOHN, '\n```']);
    expect(inCode.html).toBe('<p><code>a John *S*</code></p><pre><code>\nJohn *S*</code></pre>');
    expect(inCode.losses).toEqual({ 'mention:inCode': 2 });
    expect(richTextToHtml(['[a](https://x "', JOHN, '")']).losses).toEqual({
      'link:title': 1,
      'mention:invisible': 1,
    });
  });

  it('survive text that holds the characters which stand for them inside', () => {
    expect(richTextToPlainText(['\uFDD0' + '0\uFDD0 ', JOHN]).text).toContain('@John *S*');
    expect(richTextToPlainText(['\uFDD0' + '0\uFDD0 ', JOHN]).text.match(/John/g)).toHaveLength(1);
  });
});
