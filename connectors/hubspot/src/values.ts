import {
  type HtmlAttributes,
  htmlToRichText,
  plainTextToRichText,
  type RichText,
  toUtcTimestamp,
} from '@airdrop-connectors/core';

/** All values are texts; an empty one and none are the same. */
export function present(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === '' ? null : value;
}

/** `a;b`, also `;a;b`. */
export function listOf(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/**
 * A moment, which arrives as ISO 8601 with or without fractions of a second, as milliseconds since the epoch, and as
 * those with a fraction. Undefined for anything else.
 */
export function momentOf(value: string): string | undefined {
  if (/^\d{9,16}(\.\d+)?$/.test(value)) return toUtcTimestamp(Math.trunc(Number(value)));
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? (toUtcTimestamp(value) ?? undefined) : undefined;
}

export function momentOrNull(value: string | null | undefined): string | null {
  return value ? (momentOf(value) ?? null) : null;
}

/** A day of the calendar, which no time zone moves; midnight of it is told in UTC. */
export function dayOf(value: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  return momentOf(value)?.slice(0, 10);
}

/** Most digits that a number keeps. */
const exactDigits = 15;

/** A decimal as a number, and whether it lost digits; undefined for what is none. */
export function decimalOf(value: string): { number: number; isExact: boolean } | undefined {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value.trim())) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) return undefined;
  const digits = value.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return { number, isExact: digits.length <= exactDigits };
}

const markup = /<\/?[a-z][^>]*>|&[a-z]+;|&#\d+;/i;

/** Bodies are HTML, or plain text where a program has written them. */
export function bodyOf(value: string | null | undefined): RichText {
  const text = present(value);
  if (text === null) return null;
  if (!markup.test(text)) return plainTextToRichText(text);
  return htmlToRichText(withMentions(text), { resolveMention: mention }).richText;
}

/** `<strong data-at-mention data-user-id="5">@Ada</strong>` is a mention and no emphasis. */
function withMentions(html: string): string {
  return html.replace(/<strong([^>]*\bdata-at-mention\b[^>]*)>([^<]*)<\/strong>/gi, '<span$1>$2</span>');
}

function mention({ attributes }: { attributes: HtmlAttributes }) {
  const id = attributes.get('data-user-id');
  return id === undefined || !/^\d+$/.test(id) ? undefined : { recordType: 'users', id };
}
