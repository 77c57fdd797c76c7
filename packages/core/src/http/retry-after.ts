/** Longest wait that is believed; a quota resets within the hour, anything longer is asked again. */
export const maxDelaySeconds = 6 * 3600;

/**
 * Seconds to wait according to a `Retry-After` header: whole or decimal seconds or an HTTP date (RFC 9110 §10.2.3).
 * Undefined when absent or unusable (negative, not a number, not a date), so that the caller backs off on its own.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsUntil(text, now);
  if (seconds === undefined || !Number.isFinite(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), maxDelaySeconds);
}

function secondsUntil(text: string, now: number): number | undefined {
  if (!/[a-z]/i.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : (time - now) / 1000;
}
