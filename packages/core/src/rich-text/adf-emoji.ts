import { type AdfNode, stringAttribute } from './adf-node.js';

/** Emoji of Atlassian's own set that have no code points in their id. */
const ATLASSIAN_EMOJI: ReadonlyMap<string, string> = new Map([
  ['check_mark', '✅'],
  ['cross_mark', '❌'],
  ['plus', '➕'],
  ['minus', '➖'],
  ['question_mark', '❓'],
  ['exclamation_mark', '❗'],
  ['info', 'ℹ️'],
  ['warning', '⚠️'],
  ['light_bulb_on', '💡'],
  ['light_bulb_off', '💡'],
  ['yellow_star', '⭐'],
  ['blue_star', '⭐'],
  ['red_star', '⭐'],
  ['green_star', '⭐'],
]);

const CODE_POINTS = /^[\da-f]{2,6}(?:-[\da-f]{2,6}){0,15}$/i;
const MAX_CODE_POINT = 0x10ffff;
/** Below this lie letters and digits; ids that short are no emoji unless a keycap follows. */
const FIRST_EMOJI_CODE_POINT = 0x203c;
const KEYCAP = 0x20e3;

/** The character of an emoji; undefined for custom emoji, which exist as pictures only. */
export function emojiCharacter(node: AdfNode): string | undefined {
  const text = stringAttribute(node.attrs, 'text');
  const shortName = stringAttribute(node.attrs, 'shortName') ?? '';
  if (text !== undefined && text !== shortName && !/^:[^:\s]+:$/.test(text)) return text;
  return (
    fromCodePoints(stringAttribute(node.attrs, 'id') ?? '') ??
    ATLASSIAN_EMOJI.get(shortName.replaceAll(':', ''))
  );
}

/** Ids of standard emoji are their code points in hexadecimal: `1f468-200d-1f4bb`. */
function fromCodePoints(id: string): string | undefined {
  if (!CODE_POINTS.test(id)) return undefined;
  const codePoints = id.split('-').map((part) => Number.parseInt(part, 16));
  const plausible = codePoints.includes(KEYCAP) || (codePoints[0] ?? 0) >= FIRST_EMOJI_CODE_POINT;
  return plausible && codePoints.every((codePoint) => codePoint <= MAX_CODE_POINT)
    ? String.fromCodePoint(...codePoints)
    : undefined;
}
