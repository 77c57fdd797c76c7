import { describe, expect, it } from 'vitest';
import { htmlToRichText } from '../../src/rich-text/index.js';
import { convertHtml, htmlAsMarkdown } from './html-documents.js';

/** HTML and the Markdown expected of it, in the order of the catalogue: text, marks, blocks, tables, mail. */
const GOLDEN: ReadonlyArray<readonly [name: string, html: string, markdown: string | null]> = [
  ['a paragraph', '<p>Hello</p>', 'Hello'],
  ['several paragraphs', '<p>a</p><p>b</p>', 'a\n\nb'],
  ['divs as lines', '<div>a<div>b</div></div>c', 'a\n\nb\n\nc'],
  ['white space only', '<p> \n&nbsp;</p><p><br></p>', null],
  ['nothing', '', null],
  ['padding', '<p>&nbsp;&nbsp; a &nbsp; b&nbsp;</p><p>&nbsp;</p><p>c</p>', 'a b\n\nc'],
  ['one non-breaking space', 'a 10&nbsp;km b', 'a 10\u00A0km b'],
  ['line breaks', 'a<br>b<br/>c', 'a\\\nb\\\nc'],
  ['runs of line breaks', 'a<br><br>b<br> <br><br>c<br>', 'a\n\nb\n\nc'],
  ['every mark', '<b>b</b> <i>i</i> <s>s</s> <code>c</code>', '**b** *i* ~~s~~ `c`'],
  ['synonyms', '<strong>b</strong> <em>i</em> <del>s</del> <kbd>c</kbd>', '**b** *i* ~~s~~ `c`'],
  ['marks of styles', '<span style="font-weight: 700; font-style:italic">x</span>', '***x***'],
  ['a bold element that is not bold', '<b style="font-weight:normal">x</b>', 'x'],
  ['nested marks', '<b>a <i>b</i> c</b>', '**a *b* c**'],
  ['overlapping marks', '<b>a <i>b</b> c</i> d', '**a *b*** *c* d'],
  ['spaces at the edges of marks', 'a<b> b </b>c', 'a **b** c'],
  ['adjacent marks', '<b>a</b><b>b</b>', '**ab**'],
  ['marks that reach over paragraphs', '<b><p>a</p><p>b</p></b>', '**a**\n\n**b**'],
  ['bold in a link', '<a href="https://x.y"><b>t</b></a>', '[**t**](https://x.y)'],
  ['code in a link', '<a href="https://x.y"><code>t</code></a>', '[`t`](https://x.y)'],
  ['headings', '<h1>a</h1><h6>b</h6><ul><li>c</ul>', '# a\n\n###### b\n\n- c'],
  ['a heading with blocks', '<h2><div>a</div><p>b</p></h2>c', '## a\n\n## b\n\nc'],
  ['a list', '<ul><li>a</li><li><p>b</p></li></ul>', '- a\n- b'],
  ['a list starting at seven', '<ol start="7"><li>a<li>b</ol>', '7. a\n8. b'],
  ['nested lists', '<ul><li>a<ol><li>b<ul><li>c</ul></ol><li>d</ul>', '- a\n  1. b\n     - c\n- d'],
  ['a list lying beside its item', '<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n  - b'],
  [
    'items of several blocks',
    '<ol><li><p>a</p><p>b</p><pre>c</pre></ol>',
    '1. a\n\n   b\n\n   ```\n   c\n   ```',
  ],
  ['an item without a list', '<li>a<li>b', '- a\n- b'],
  ['an empty item', '<ul><li>a<li><li>c</ul>', '- a\n-\n- c'],
  ['tasks', '<ul><li><input type=checkbox checked> a<li><input type="checkbox">b</ul>', '- [x] a\n- [ ] b'],
  ['definitions', '<dl><dt>T<dd>D<dt>U</dl>', '**T**\n\nD\n\n**U**'],
  ['a quote', '<blockquote>a<p>b</blockquote>c', '> a\n>\n> b\n\nc'],
  ['a rule', 'a<hr>b', 'a\n\n---\n\nb'],
  ['code', '<pre><code class="language-ts">\na &lt; b\n\n  c\n</code></pre>', '```ts\na < b\n\n  c\n```'],
  ['code with breaks and tags', '<pre>a<br><b>b</b><div>c</div></pre>', '```\na\nb\nc\n```'],
  ['code with backticks', '<pre>```</pre>', '````\n```\n````'],
  [
    'a table',
    '<table><thead><tr><th>A<th>B<tbody><tr><td>1<td>2</table>',
    '| A | B |\n| --- | --- |\n| 1 | 2 |',
  ],
  ['a table with th only in front', '<table><tr><th>A<td>1</table>', '|  |  |\n| --- | --- |\n| **A** | 1 |'],
  ['a table without header', '<table><tr><td>1<td>2</table>', '|  |  |\n| --- | --- |\n| 1 | 2 |'],
  ['spans', '<table><tr><th colspan=2>A<tr><td>1<td>2</table>', '| A |  |\n| --- | --- |\n| 1 | 2 |'],
  [
    'cells of blocks',
    '<table><tr><th>A<th>B<tr><td><ul><li>x<li>y</ul><td>a|b<p>c</table>',
    '| A | B |\n| --- | --- |\n| • x<br>• y | a\\|b<br>c |',
  ],
  ['a caption', '<table><caption>C</caption><tr><th>A<th>B</table>', 'C\n\n| A | B |\n| --- | --- |'],
  ['an empty table', '<table></table>a', 'a'],
  ['a layout table by role', '<table role="presentation"><tr><td>a<td>b</table>', 'a\n\nb'],
  ['a layout table of one column', '<table><tr><td>a<tr><td>b</table>', 'a\n\nb'],
  [
    'a table in a layout table',
    '<table><tr><td>a<table><tr><th>X<th>Y</table></table>',
    'a\n\n| X | Y |\n| --- | --- |',
  ],
  ['cells without a table', '<tr><td>a</td><td>b</td></tr>', 'a\n\nb'],
  ['text between rows', '<table>x<tr><td>a<td>b</table>', 'x\n\n|  |  |\n| --- | --- |\n| a | b |'],
  ['details', '<details><summary>S</summary><p>c</p></details>', '**S**\n\nc'],
  [
    'a figure',
    '<figure><img src="https://x/y.png"><figcaption>C</figcaption></figure>',
    '[y.png](https://x/y.png)\n\n*C*',
  ],
  [
    'links',
    '<a href="https://x.y/a b">t]</a> <a href="mailto:a@b.c">m</a> <a href="/r">r</a>',
    '[t\\]](<https://x.y/a b>) [m](mailto:a@b.c) [r](/r)',
  ],
  ['anchors', '<a href="#h_1">t</a><a name="x">u</a>', 'tu'],
  ['javascript', '<a href=" java&#10;script:alert(1)">t</a>', 't'],
  ['data and vbscript', '<a href="data:text/html,x">t</a><a href="VBScript:x">u</a>', 'tu'],
  ['an image nobody extracted', '<img src="https://x/a%20b.png">', '[a b.png](https://x/a%20b.png)'],
  ['an image with a description', '<img src="https://x/y" alt="A [b]">', '[A \\[b\\]](https://x/y)'],
  ['an image in a link', '<a href="https://l"><img src="https://x/y.png" alt="A"></a>', '[A](https://l)'],
  [
    'mail parts and data',
    '<img src="cid:1" alt="A"><img src="data:image/png;base64,x">',
    '\\[image: A\\]\\[image\\]',
  ],
  [
    'tracking pixels',
    'a<img src="https://x" width="1" height="1"><img src="https://x" style="width:1px;height:0px">',
    'a',
  ],
  ['emoji images', '<img alt="👩‍💻" src="x"><img class="emoji" alt=":tada:" src="y">', '👩‍💻:tada:'],
  [
    'frames and videos',
    '<iframe src="https://v/1" title="V"></iframe> <video><source src="https://v/2"></video>',
    '[V](https://v/1) [https://v/2](https://v/2)',
  ],
  ['scripts and styles', 'a<script>b</script><style>c</style><title>d</title><template>e</template>', 'a'],
  ['comments', 'a<!-- b --><!--[if mso]>c<![endif]--><![if !mso]>d<![endif]><![CDATA[e]]>', 'ad'],
  ['an unclosed comment', 'a<!-- b', 'a'],
  ['hidden text', '<div style="display: none">a</div><span hidden>b</span>c', 'c'],
  ['foreign content', '<svg><text>a</text><style><b>x</style></svg><math><mi>b</mi></math>c', 'c'],
  ['unclosed foreign content', '<svg><path><p>a', 'a'],
  [
    'a whole page',
    '<!DOCTYPE html><html><head><title>T</title><style>x</style></head><body><p>a</p></body></html>',
    'a',
  ],
  ['the Zendesk wrapper', '<div class="zd-comment" dir="auto"><p dir="rtl">שלום</p></div>', 'שלום'],
  ['redactions', '<p>card ▇▇▇▇ ▇▇▇▇</p>', 'card ▇▇▇▇ ▇▇▇▇'],
  [
    'the HubSpot wrapper',
    '<div style="" dir="auto" data-top-level="true"><p style="margin:0;">a</p></div>',
    'a',
  ],
  ['leftovers of editors', '<p><br></p><p>a</p><p><o:p>&nbsp;</o:p></p>', 'a'],
  ['unclosed tags', '<p>a<b>b<p>c', 'a**b**\n\n**c**'],
  ['stray closing tags', '</p></b>a</td></table></ul>b', 'a\n\nb'],
  [
    'text that looks like Markdown',
    '<p>1. a</p><p># x</p><p>- y</p><p>&lt;div&gt; &amp;amp; *\\|[x](y)</p><p>---</p>',
    '1\\. a\n\n\\# x\n\n\\- y\n\n\\<div> \\&amp; \\*\\\\|\\[x\\](y)\n\n\\---',
  ],
  ['entities', '&lt;&copy;&#x1F600;&euro;&notanentity;', '\\<©😀€¬anentity;'],
  ['Unicode', 'e\u0301 \u200Fא👨‍👩‍👧 \uD800\u0000x\u2028y', 'e\u0301 \u200Fא👨‍👩‍👧 x\\\ny'],
];

describe('HTML', () => {
  it.each(GOLDEN)('with %s', (_name, html, markdown) => {
    expect(htmlAsMarkdown(html)).toBe(markdown);
  });
});

describe('references in HTML', () => {
  it('shows pictures in place when they are attachments', () => {
    const resolveImage = ({ url, index }: { url: string; index: number }) =>
      url.endsWith('/7') ? { attachmentId: `7-${index}`, fileName: 'a.png' } : undefined;
    expect(
      convertHtml('x<img src="/6" alt="no"><img src="/7" alt="A">', {
        resolveImage,
        baseUrl: 'https://z.example/hc/',
      }),
    ).toEqual([
      'x[no](https://z.example/6)![A](',
      { id: '7-1', ref_type: 'artifact', fallback_record_name: 'a.png' },
      ')',
    ]);
  });

  it('turns mention elements into mentions and keeps what is around them', () => {
    const html =
      '<p><b>Hi <a data-mention-id="5" href="/u">@Jo&nbsp;<i>*X*</i></a></b>, <span data-user="6">@B</span>!</p>';
    const { richText } = htmlToRichText(html, {
      resolveMention({ attributes }) {
        const id = attributes.get('data-mention-id') ?? attributes.get('data-user');
        return id === undefined ? undefined : { recordType: 'users', id };
      },
    });
    expect(richText).toEqual([
      '**Hi ',
      { id: '5', ref_type: 'users', fallback_record_name: 'Jo *X*' },
      '**, ',
      { id: '6', ref_type: 'users', fallback_record_name: 'B' },
      '!',
    ]);
  });

  it('links attachments, mentions records by bare address, keeps other links', () => {
    const { richText } = htmlToRichText(
      '<a href="https://z/f"><b>fi</b>le</a> <a href="https://z/1">https://z/1</a> <a href="https://z/1">see</a>',
      {
        resolveLink: (url) =>
          url.endsWith('f')
            ? { attachmentId: '9', fileName: 'f.pdf' }
            : { recordType: 'tickets', id: '1', label: 'T-1' },
      },
    );
    expect(richText).toEqual([
      '[file](',
      { id: '9', ref_type: 'artifact', fallback_record_name: 'f.pdf' },
      ') ',
      { id: '1', ref_type: 'tickets', fallback_record_name: 'T-1' },
      ' [see](https://z/1)',
    ]);
  });
});

describe('the history of a conversation', () => {
  const QUOTES: ReadonlyArray<readonly [string, string]> = [
    ['Gmail', '<div class="gmail_quote"><div>On Monday</div><blockquote>old</blockquote></div>'],
    ['Apple Mail', '<blockquote type="cite">old <blockquote type="cite">older</blockquote></blockquote>'],
    ['Thunderbird', '<div class="moz-cite-prefix">On Monday</div><blockquote type="cite">old</blockquote>'],
    ['Yahoo', '<div id="a" class="x yahoo_quoted"><div>old</div></div>'],
    ['Outlook', '<hr><div id="divRplyFwdMsg">From: x</div><div>old</div>'],
    ['Outlook on a desktop', '<div style="border:none;border-top:solid #E1E1E1 1.0pt">From</div><p>old</p>'],
  ];

  it.each(QUOTES)('of %s is cut when asked for, else kept', (_name, quote) => {
    const html = `<div>new</div>${quote}`;
    const { richText, losses } = htmlToRichText(html, { quotedHistory: 'cut' });
    expect(richText).toEqual(['new']);
    expect(losses.quotedHistory).toBeGreaterThan(0);
    expect(htmlAsMarkdown(html)).toContain('old');
  });

  it('is kept when there is nothing else', () => {
    expect(htmlAsMarkdown('<div class="gmail_quote">old</div>', { quotedHistory: 'cut' })).toBe('old');
  });

  it('ends where its element ends, also inside a cell', () => {
    const html = '<table><tr><td>a<div class="gmail_quote">old</td><td>b</td></tr></table>';
    expect(htmlAsMarkdown(html, { quotedHistory: 'cut' })).toBe('|  |  |\n| --- | --- |\n| a | b |');
  });
});

describe('what HTML loses', () => {
  it('is counted by kind', () => {
    const html =
      '<u>a</u><sub>b</sub><mark>c</mark><img src="https://x"><iframe src="https://y"></iframe>' +
      '<p hidden>d</p><a href="javascript:1">e</a><img src=z width=1 height=1><table><tr><th colspan=2>f</table>';
    expect(htmlToRichText(html).losses).toEqual({
      'mark:underline': 1,
      'mark:subsup': 1,
      'mark:highlight': 1,
      'image:unresolved': 1,
      'embedded:iframe': 1,
      hidden: 1,
      'link:unsafe': 1,
      'image:tracking': 1,
      'table:mergedCells': 1,
    });
  });
});
