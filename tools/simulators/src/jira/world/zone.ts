/** Conversions between instants and the wall clock of one time zone. */
export interface Zone {
  readonly name: string;
  /** `2024-07-04T05:41:00.089-0700`: the only form Jira's platform API prints, offset without colon. */
  format(timeMs: number): string;
  /** Instant of a wall-clock time given as `Date.UTC` parts; inside a gap, the first instant after it. */
  instantOf(wallClockMs: number): number;
}

const QUARTER_MS = 15 * 60_000;
const CACHED_OFFSETS = 20_000;

/** Throws a sentence when the runtime does not know the IANA name. */
export function createZone(name: string): Zone {
  const offsets = new Map<number, number>();
  const formatter = offsetFormatter(name);

  function offsetMs(timeMs: number): number {
    const quarter = Math.floor(timeMs / QUARTER_MS);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const shown = formatter.format(quarter * QUARTER_MS);
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(shown);
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
    const offset = (match?.[1] === '-' ? -minutes : minutes) * 60_000;
    if (offsets.size >= CACHED_OFFSETS) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  }

  return {
    name,
    format(timeMs) {
      const offset = offsetMs(timeMs);
      const minutes = Math.abs(offset) / 60_000;
      const sign = offset < 0 ? '-' : '+';
      const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
      const rest = String(minutes % 60).padStart(2, '0');
      return `${new Date(timeMs + offset).toISOString().slice(0, -1)}${sign}${hours}${rest}`;
    },
    instantOf(wallClockMs) {
      const guess = wallClockMs - offsetMs(wallClockMs);
      return wallClockMs - offsetMs(guess);
    },
  };
}

function offsetFormatter(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch (cause) {
    throw new Error(`The time zone "${name}" is unknown. Use an IANA name such as Europe/Ljubljana.`, {
      cause,
    });
  }
}
