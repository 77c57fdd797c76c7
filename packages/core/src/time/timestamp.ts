/** RFC 3339 with or without a time; a time without an offset could mean anything and is refused. */
const rfc3339 = /^(\d{4}-\d{2}-\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2}))?$/;

/** Years beyond four digits have no RFC 3339 form. */
const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * RFC 3339 UTC with milliseconds, or undefined when the value is no timestamp. A date alone is its midnight in UTC; a
 * number is milliseconds since the epoch.
 */
export function toUtcTimestamp(value: string | number | Date): string | undefined {
  const time = typeof value === 'string' ? timeOf(value.trim()) : value.valueOf();
  return time >= earliest && time <= latest ? new Date(time).toISOString() : undefined;
}

/** True for a day that exists; `Date` turns 31 February into March. */
export function isCalendarDate(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function timeOf(text: string): number {
  const day = rfc3339.exec(text)?.[1];
  if (day === undefined || !isCalendarDate(day)) return Number.NaN;
  return Date.parse(withColonInOffset(text).replace(' ', 'T').toUpperCase());
}

/** Some systems write `-0700`, which strict parsers refuse. */
function withColonInOffset(text: string): string {
  return text.replace(/(:.*[+-]\d{2})(\d{2})$/, '$1:$2');
}
