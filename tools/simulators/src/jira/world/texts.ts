import type { DrawStream } from '../../random/draw.js';

const VERBS = 'Add Fix Remove Speed up Document Rework Test Rename Split Merge Check Explain'.split(' ');
const THINGS = (
  'login page,export of invoices,nightly import,search index,e-mail digest,naïve cache,Größenänderung,' +
  '日本語の見出し,permission check,billing webhook,dark mode,"quoted" label,<b>markup</b> in titles,audit trail'
).split(',');
const PLACES =
  'for guests,on mobile,in Firefox,behind a proxy,after upgrade,with 10k rows,🚀 at launch'.split(',');
const SENTENCES = [
  'The page stays blank until it is loaded again.',
  'It worked before the last release.',
  'Steps: open the list, sort by *date*, wait.',
  'Customers have asked for this twice this week.',
  'See the log excerpt below; line_with_underscores matters.',
  'Ni jasno, ali je to napaka ali želja.',
  'Numbers such as 1.5 and 2_000 must survive, as must <angle> & ampersand.',
  'ٱلنص من اليمين إلى اليسار mixed with Latin.',
  'Agreed, thanks! 👍🏽',
  'We can ship it behind a flag first.',
];

/** One line for a summary: never empty, no line breaks, at most 255 characters. */
export function summaryText(stream: DrawStream): string {
  return `${stream.pick(VERBS)} ${stream.pick(THINGS)} ${stream.pick(PLACES)}`;
}

export function sentence(stream: DrawStream): string {
  return stream.pick(SENTENCES);
}

export function phrase(stream: DrawStream): string {
  return stream.pick(THINGS);
}
