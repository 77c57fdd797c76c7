import { isJsonObject } from '../platform/json-shape.js';

/** Numbers a connector states about itself in its log lines. */
export interface ConnectorFigures {
  /** Calls to the external system; null when no line states them. */
  calls: number | null;
  skipped: number;
}

/**
 * Reads `calls` and `skipped` from JSON log lines. `calls` counts one invocation, so the last value of each
 * adds up; `skipped` grows over the whole run, so the largest value counts.
 */
export function createFigureReader() {
  const total: ConnectorFigures = { calls: null, skipped: 0 };
  let currentCalls: number | undefined;
  return {
    read(line: string): void {
      if (!line.startsWith('{') || !/"(calls|skipped)"/.test(line)) return;
      let entry: unknown;
      try {
        entry = JSON.parse(line);
      } catch {
        return;
      }
      if (!isJsonObject(entry)) return;
      if (typeof entry.calls === 'number') currentCalls = entry.calls;
      if (typeof entry.skipped === 'number') total.skipped = Math.max(total.skipped, entry.skipped);
    },
    endInvocation(): void {
      if (currentCalls !== undefined) total.calls = (total.calls ?? 0) + currentCalls;
      currentCalls = undefined;
    },
    total: (): ConnectorFigures => ({ ...total }),
  };
}
