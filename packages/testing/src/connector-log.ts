import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One line of the skip report; see core's README. */
export interface SkippedEntry {
  skip_report: 'record' | 'field' | 'file' | 'scope';
  item_type: string;
  id: string;
  code: string;
  reason: string;
}

/** Lines the connector printed during the last run of a data directory. */
export function lastConnectorLog(dataDirectory: string): string[] {
  const runs = path.join(dataDirectory, 'runs');
  const last = Math.max(...readdirSync(runs).map(Number).filter(Number.isInteger));
  try {
    const text = readFileSync(path.join(runs, String(last), 'connector.log'), 'utf8');
    return text.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** What the last run left out and named. */
export function skipReport(dataDirectory: string): SkippedEntry[] {
  return lastConnectorLog(dataDirectory)
    .filter((line) => line.includes('"skip_report"'))
    .map((line) => JSON.parse(line));
}
