/** RFC 3339 UTC with milliseconds, or undefined when the text is no timestamp. */
export function toUtcTimestamp(value: string | number | Date): string | undefined {
  const time = typeof value === 'string' ? Date.parse(withColonInOffset(value)) : value.valueOf();
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return undefined;
  return new Date(time).toISOString();
}

/** Some systems write `-0700`, which strict parsers refuse. */
function withColonInOffset(text: string): string {
  return text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
}
