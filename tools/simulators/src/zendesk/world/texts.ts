import { createDrawStream, type DrawStream } from '../../random/draw.js';

const OPENINGS = 'Cannot use,Refund for,Question about,Broken:,“Urgent”:,سؤال عن,再度:'.split(',');
const THINGS = 'the <b>lamp</b>,my order & invoice,naïve settings,größe M,desk 🚚,the night shift'.split(',');
const SENTENCES = [
  'It stopped working <strong>yesterday</strong> after the update.',
  'See <a href="https://elsewhere.example/a?b=1&amp;c=2">this page</a>.',
  'Numbers such as 1.5 and 2_000 must survive, as must &lt;angle&gt; &amp; ampersand.',
  'ٱلنص من اليمين إلى اليسار',
  'Thanks! 👍🏽',
  '<ul><li>first</li><li>second</li></ul>',
  'Related to #1.',
];

export function subjectText(seed: number, number: number): string {
  const stream = createDrawStream(seed);
  return `${stream.pick(OPENINGS)} ${stream.pick(THINGS)} #${number}`;
}

/** Body of a message as Zendesk sends it: sanitised HTML in a wrapper of its own. */
export function messageHtml(seed: number, images: readonly string[]): string {
  const stream = createDrawStream(seed);
  const paragraphs = Array.from({ length: 1 + stream.below(3) }, () => `<p>${stream.pick(SENTENCES)}</p>`);
  const pictures = images.map((url) => `<p><img src="${url}" style="max-width: 100%"></p>`);
  return `<div class="zd-comment" dir="auto">${[...paragraphs, ...pictures, quote(stream)].join('')}</div>`;
}

function quote(stream: DrawStream): string {
  return stream.chance(0.1) ? '<blockquote><p>Earlier message</p></blockquote>' : '';
}

export function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
