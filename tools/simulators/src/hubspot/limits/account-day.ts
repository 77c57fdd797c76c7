const DAY_MS = 86_400_000;

/** How far the clocks of a time zone are ahead of UTC at a moment. */
export function offsetMinutes(timeZone: string, now: number): number {
  const minute = Math.floor(now / 60_000) * 60_000;
  const local = new Date(minute).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  return Math.round((Date.parse(`${local}Z`) - minute) / 60_000);
}

/** Number of the day that it is in a time zone: what is allowed in a day is given out anew when it changes. */
export function dayIn(timeZone: string, now: number): number {
  return Math.floor((now + offsetMinutes(timeZone, now) * 60_000) / DAY_MS);
}
