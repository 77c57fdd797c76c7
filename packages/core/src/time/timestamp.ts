/** RFC 3339 with or without a time; a time without an offset could mean anything and is refused. */
const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}(:?)\d{2}))?$/;
const calendarDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Years beyond four digits have no RFC 3339 form. */
const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * RFC 3339 UTC with milliseconds, or undefined when the value is no timestamp. A date alone is its midnight in UTC; a
 * number is milliseconds since the epoch.
 */
export function toUtcTimestamp(value: string | number | Date): string | undefined {
  if (typeof value === 'string' && isUsualUtc(value)) {
    return `${value.slice(0, secondsEnd)}${value.charAt(secondsEnd) === '.' ? value.slice(secondsEnd, millisecondsEnd) : '.000'}Z`;
  }
  const time = typeof value === 'string' ? timeOf(value.trim()) : value.valueOf();
  return time >= earliest && time <= latest ? new Date(time).toISOString() : undefined;
}

/** True for a day that exists, as YYYY-MM-DD; `Date` turns 31 February into March. */
export function isCalendarDate(text: string): boolean {
  const parts = calendarDate.exec(text);
  return parts !== null && dayExists(parts);
}

const secondsEnd = 'YYYY-MM-DDTHH:mm:ss'.length;
const millisecondsEnd = 'YYYY-MM-DDTHH:mm:ss.SSS'.length;
const usualUtcEnds = new Set(['Z', '+0000', '+00:00']);

/**
 * True for an instant in UTC as nearly all systems write it, with whole seconds or milliseconds. Every record has two
 * or more, and looking at the digits takes a tenth of the time of an expression and `Date`.
 */
export function isUsualUtc(text: string): boolean {
  const hasMilliseconds = text.charCodeAt(secondsEnd) === 0x2e;
  if (hasMilliseconds && numberAt(text, secondsEnd + 1, 3) < 0) return false;
  const isPunctuated =
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    text.charCodeAt(10) === 0x54 &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a;
  if (!isPunctuated || !usualUtcEnds.has(text.slice(hasMilliseconds ? millisecondsEnd : secondsEnd)))
    return false;
  const year = numberAt(text, 0, 4);
  const day = numberAt(text, 8, 2);
  return (
    year >= 0 &&
    day >= 1 &&
    day <= daysIn(year, numberAt(text, 5, 2)) &&
    isWithin(numberAt(text, 11, 2), 23) &&
    isWithin(numberAt(text, 14, 2), 59) &&
    isWithin(numberAt(text, 17, 2), 59)
  );
}

function isWithin(value: number, last: number): boolean {
  return value >= 0 && value <= last;
}

/** The number that `digits` decimal digits make; -1 when there are other characters among them. */
function numberAt(text: string, start: number, digits: number): number {
  let value = 0;
  for (let index = start; index < start + digits; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function timeOf(text: string): number {
  const parts = rfc3339.exec(text);
  if (parts === null || !dayExists(parts)) return Number.NaN;
  // Strict parsers refuse `-0700`, which some systems write.
  const inFull = parts[4] === '' ? `${text.slice(0, -2)}:${text.slice(-2)}` : text;
  const isStrict = inFull.charAt(10) === 'T' && !inFull.endsWith('z');
  return Date.parse(isStrict ? inFull : inFull.replace(' ', 'T').toUpperCase());
}

function dayExists([, year, month, day]: readonly (string | undefined)[]): boolean {
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

/** 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
