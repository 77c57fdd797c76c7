import { createDrawStream } from '../../random/draw.js';

const OPENINGS = 'Cannot use,Refund for,Question about,Broken:,“Urgent”:,سؤال عن,再度:'.split(',');
const THINGS = 'the <b>lamp</b>,my order & invoice,naïve settings,größe M,desk 🚚,the night shift'.split(',');
const SENTENCES = [
  'It stopped working <strong>yesterday</strong> after the update.',
  'See <a href="https://elsewhere.example/a?b=1&amp;c=2">this page</a>.',
  'Numbers such as 1.5 and 2_000 must survive, as must &lt;angle&gt; &amp; ampersand.',
  'ٱلنص من اليمين إلى اليسار',
  'Thanks! 👍🏽&nbsp;',
  '<ul><li>first</li><li>second</li></ul>',
];

export function subjectText(seed: number, number: number): string {
  const stream = createDrawStream(seed);
  return `${stream.pick(OPENINGS)} ${stream.pick(THINGS)} #${number}`;
}

/** Body of a note or message: a fragment in the wrapper that the editor makes. */
export function fragmentHtml(seed: number): string {
  const stream = createDrawStream(seed);
  const paragraphs = Array.from({ length: 1 + stream.below(3) }, () => `<p>${stream.pick(SENTENCES)}</p>`);
  return `<div style="" dir="auto" data-top-level="true">${paragraphs.join('')}</div>`;
}

/** Body of an e-mail: a whole document with a signature in tables and what was answered to. */
export function emailHtml(seed: number): string {
  const signature = '<table><tr><td><table><tr><td>Kind regards</td></tr></table></td></tr></table>';
  const quote = '<blockquote type="cite"><p>On Monday somebody wrote:</p></blockquote>';
  return `<html><head></head><body>${fragmentHtml(seed)}${signature}${seed % 4 === 0 ? quote : ''}</body></html>`;
}

export function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
