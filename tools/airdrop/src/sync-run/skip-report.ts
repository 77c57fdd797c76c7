import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject } from '../platform/json-shape.js';

/** Records, files or fields that could not be delivered for the same reason. */
export interface SkippedKind {
  /**
   * `record`: a whole record or file; `field`: delivered without that field; `file`: delivered with a remark; `scope`:
   * everything of a stream, because the external system refused it; `item`: an object of DevRev that was not written.
   */
  what: string;
  itemType: string;
  code: string;
  count: number;
  /** Sentence of the first one. */
  reason: string;
}

export const skipReportFile = 'skip-report.jsonl';

/**
 * Collects what the connector says it could not deliver: log lines with a `skip_report`. Every entry goes to
 * `skip-report.jsonl` of the run, once however often a resumed run meets it; the summary counts them by kind.
 */
export function createSkipReport(directory: string) {
  const kinds = new Map<string, SkippedKind>();
  const seen = new Set<string>();
  const items = new Set<string>();
  const fields = new Set<string>();
  return {
    read(line: string): void {
      if (!line.includes('"skip_report"')) return;
      const entry = parse(line);
      if (entry === undefined) return;
      const { skip_report: what, item_type: itemType, id, field, stream, code, reason } = entry;
      const entryKey = JSON.stringify([what, itemType, id, field]);
      if (seen.has(entryKey)) return;
      seen.add(entryKey);
      if (what === 'item') items.add(String(id));
      if (what === 'field') fields.add(`${id} ${field}`);
      const report = {
        what,
        item_type: itemType,
        id,
        ...(field !== undefined && { field }),
        ...(stream !== undefined && { stream }),
        code,
        reason,
      };
      appendFileSync(path.join(directory, skipReportFile), `${JSON.stringify(report)}\n`);
      const key = `${what} ${itemType} ${code}`;
      const known = kinds.get(key);
      if (known) known.count += 1;
      else {
        kinds.set(key, {
          what: String(what),
          itemType: String(itemType),
          code: String(code),
          count: 1,
          reason: String(reason),
        });
      }
    },
    /** Whether it was said that an object, or this field of it, was not written. */
    isNamed: (id: string, field: string): boolean => items.has(id) || fields.has(`${id} ${field}`),
    items: (): ReadonlySet<string> => items,
    kinds: (): SkippedKind[] => [...kinds.values()].sort((left, right) => right.count - left.count),
  };
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isJsonObject(entry) && typeof entry.skip_report === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}
