import type { ExtractionWindow } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** Where an export by cursor has come to. `since`: the time to start from when the position is refused. */
export interface Reached {
  cursor: string;
  since: number;
  isLast: boolean;
}

export interface ExportPage {
  rows: readonly unknown[];
  /** What came beside the rows because it was asked for. */
  beside: readonly unknown[];
  /** What the page was asked for with: asking again brings its rows, and those changed since behind them. */
  asked: { cursor: string; since: number };
  reached: Reached;
}

interface Answer {
  rows: readonly unknown[];
  beside?: readonly unknown[];
  after_cursor?: string | null | undefined;
  end_of_stream: boolean;
}

const rowSchema = z.object({
  generated_timestamp: z.optional(z.nullable(z.number())),
  updated_at: z.optional(z.nullable(z.string())),
});

/**
 * Pages of an export by cursor. Only `end_of_stream` ends it: pages may be empty before, and the last page with rows
 * still names a position, while one without anything new names none, which must not take the place of the last.
 * @param ask one page; 'position refused' when Zendesk does not take the position any more
 */
export async function* exportPages(
  from: { cursor: string; since: number },
  ask: (position: { cursor: string; since: number }) => Promise<Answer | 'position refused'>,
): AsyncGenerator<ExportPage, void, void> {
  let { cursor, since } = from;
  for (;;) {
    const asked = { cursor, since };
    const page = await ask(asked);
    if (page === 'position refused') {
      // Oldest change first: everything before `since` was read, so starting again from there misses nothing.
      cursor = '';
      continue;
    }
    cursor = page.after_cursor || cursor;
    since = page.rows.reduce<number>((latest, row) => Math.max(latest, changedAt(row) ?? 0), since);
    yield {
      rows: page.rows,
      beside: page.beside ?? [],
      asked,
      reached: { cursor, since, isLast: page.end_of_stream },
    };
    if (page.end_of_stream) return;
  }
}

/** When a row last changed for whatever reason, seconds since the epoch: what exports are ordered by. */
export function changedAt(row: unknown): number | undefined {
  const { data } = z.safeParse(rowSchema, row);
  if (typeof data?.generated_timestamp === 'number') return data.generated_timestamp;
  const time = Date.parse(data?.updated_at ?? '') / 1000;
  return Number.isNaN(time) ? undefined : Math.floor(time);
}

export function startOf({ from }: ExtractionWindow): { cursor: string; since: number } {
  return { cursor: '', since: from === undefined ? 0 : Math.floor(Date.parse(from) / 1000) };
}
