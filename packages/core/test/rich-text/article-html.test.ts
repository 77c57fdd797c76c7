import { describe, expect, it } from 'vitest';
import { htmlToArticleRichText, richTextToPlainText } from '../../src/rich-text/index.js';

function article(html: string): string {
  return (htmlToArticleRichText(html).richText ?? []).join('');
}

const KEPT: ReadonlyArray<readonly [name: string, html: string, written: string]> = [
  ['text', '<p>a</p>', '<p>a</p>'],
  ['text without an element', 'a <b>b</b>', '<div>a <b>b</b></div>'],
  [
    'merged cells',
    '<table><tr><td colspan="2" rowspan=3 style="x" onclick="y">a</table>',
    '<table><tr><td colspan="2" rowspan="3">a</td></tr></table>',
  ],
  [
    'collapsible sections',
    '<details open><summary>S</summary>a</details>',
    '<details open><summary>S</summary>a</details>',
  ],
  [
    'captions',
    '<figure><img src="https://x/y" alt="&quot;A" width="5"><figcaption>C</figcaption></figure>',
    '<figure><img src="https://x/y" alt="&quot;A" width="5"><figcaption>C</figcaption></figure>',
  ],
  [
    'code as it stands',
    '<pre><code class="language-js hl">a</code></pre>',
    '<div><pre><code>a</code></pre></div>',
  ],
  [
    'empty lines of code, without ending the block of HTML',
    '<pre>a\n\n b</pre>',
    '<div><pre>a&#10;&#10; b</pre></div>',
  ],
  ['the end of paragraphs', '<p>a<p>b<div>c</div>', '<p>a</p><p>b</p><div>c</div>'],
  ['items of lists', '<ul>a<li>b<li>c</ul>', '<ul><li>a</li><li>b</li><li>c</li></ul>'],
  [
    'rows and cells nobody opened',
    '<table>a<td>b<tr>c</table>',
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
  ],
  ['no cells outside of tables', '<td>a</td><p>b', '<div>a<p>b</p></div>'],
  ['styled text', '<span style="font-weight:bold">a</span><span>b</span>', '<div><strong>a</strong>b</div>'],
  ['links', '<a href="/x" onclick=y target=_top>a</a>', '<div><a href="/x">a</a></div>'],
  [
    'videos as links',
    '<iframe src="https://v/1" title="V">x</iframe>',
    '<div><a href="https://v/1">V</a></div>',
  ],
  ['entities', '<p>&lt;b&gt; &amp;amp;</p>', '<p>&lt;b&gt; &amp;amp;</p>'],
];

describe('HTML of an article', () => {
  it.each(KEPT)('keeps %s', (_name, html, written) => {
    expect(article(html)).toBe(written);
  });

  it('is null when nothing is visible', () => {
    expect(htmlToArticleRichText('<p>&nbsp;</p><div><br></div>').richText).toBeNull();
    expect(htmlToArticleRichText('<p> </p><script>a</script>').richText).toBeNull();
  });

  it('carries attachments and articles inside attributes', () => {
    const { richText } = htmlToArticleRichText(
      '<p><img src="/att/29" alt="A"> <a href="/hc/articles/36-x">only</a> <a href="/att/30">f</a></p>',
      {
        baseUrl: 'https://z.example/',
        resolveImage: ({ url }) => (url === 'https://z.example/att/29' ? { attachmentId: '29' } : undefined),
        resolveLink: (url) =>
          url.includes('/articles/') ? { articleId: '36' } : { attachmentId: '30', fileName: 'f.pdf' },
      },
    );
    expect(richText).toEqual([
      '<p><img src="',
      { id: '29', ref_type: 'artifact', fallback_record_name: 'https://z.example/att/29' },
      '" alt="A"> <a data-article-id="',
      { id: '36', ref_type: 'articles', fallback_record_name: '36' },
      '" target="_self">only</a> <a href="',
      { id: '30', ref_type: 'artifact', fallback_record_name: 'f.pdf' },
      '">f</a></p>',
    ]);
    expect(richTextToPlainText(richText).text).toBe('[attachment: A] only [attachment: f]');
  });

  it('is read back whole although it holds code with empty lines', () => {
    const { richText } = htmlToArticleRichText('<p>a</p><pre>b\n\nc</pre><table><tr><th>d<th>e</table>');
    expect(richTextToPlainText(richText).text).toBe('a\n\nb\n\nc\n\n- **d**\n  **e**'.replaceAll('**', ''));
  });
});
