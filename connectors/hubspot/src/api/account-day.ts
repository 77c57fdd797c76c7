const dayInSeconds = 86_400;

/**
 * Seconds until the account's next midnight, when the requests of a day are given out anew.
 * @param timeZone IANA name, as the account has it
 * @param at milliseconds since the epoch
 * @returns undefined for a time zone that nobody knows
 */
export function secondsToMidnight(timeZone: string, at: number): number | undefined {
  const time = clockOf(timeZone);
  if (time === undefined) return undefined;
  const left = dayInSeconds - time(at);
  // On the days when clocks are changed, midnight is an hour off.
  const then = time(at + left * 1000);
  return then === 0 ? left : left + (then > dayInSeconds / 2 ? dayInSeconds - then : -then);
}

/** Tells the seconds of the day that clocks there show. */
function clockOf(timeZone: string): ((at: number) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' });
    return (at) => {
      const [hours = 0, minutes = 0, seconds = 0] = format.format(at).split(':').map(Number);
      return hours * 3_600 + minutes * 60 + seconds;
    };
  } catch {
    return undefined;
  }
}
