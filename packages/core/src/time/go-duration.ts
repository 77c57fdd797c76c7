const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds of a Go duration such as `168h`, `1h30m`, `168h0m0s`, `1.5h`, `-10s` or `0`;
 * undefined when the text is not one. The platform is written in Go and prints durations in this form.
 */
export function parseGoDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const negative = trimmed.startsWith('-');
  const body = trimmed.replace(/^[+-]/, '');
  if (body === '0') return 0;
  const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
  let total = 0;
  let position = 0;
  while (position < body.length) {
    part.lastIndex = position;
    const match = part.exec(body);
    if (!match) return undefined;
    total += Number(match[1]) * (unitMilliseconds[match[2] ?? ''] ?? Number.NaN);
    position = part.lastIndex;
  }
  if (position === 0 || !Number.isFinite(total)) return undefined;
  return negative ? -total : total;
}
