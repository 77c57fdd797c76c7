import type { LoadReport } from '../protocol/reply.js';

export type LoadOutcome = 'created' | 'updated' | 'skipped' | 'failed';

/** What this invocation has loaded, by item type; an invocation reports its own work only. */
export interface LoadCounts {
  count(itemType: string, outcome: LoadOutcome, items?: number): void;
  fileDone(artifactId: string): void;
  reports(): LoadReport[];
  processedFiles(): string[];
}

export function createLoadCounts(): LoadCounts {
  const reports = new Map<string, LoadReport>();
  const files: string[] = [];
  return {
    count(itemType, outcome, items = 1) {
      const report = reports.get(itemType) ?? {
        item_type: itemType,
        created: 0,
        updated: 0,
        skipped: 0,
        failed: 0,
      };
      report[outcome] += items;
      reports.set(itemType, report);
    },
    fileDone: (artifactId) => void files.push(artifactId),
    reports: () => [...reports.values()],
    processedFiles: () => [...files],
  };
}
