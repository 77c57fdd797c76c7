import { readIssue } from './streams/issue-page.js';

export interface Cost {
  calls: number;
  seconds: number;
  bytes: number;
}

/** Calls that do not grow with the project: units, metadata, people, lists. */
const fixedCalls = 25;
const pageSize = 100;
/** Pages of a search follow each other, because each begins where the one before ended. */
const secondsPerPage = 0.8;
const secondsPerFile = 1.2;
const filesAtOnce = 10;
/** Jira sends whoever asks for a file on to another host. */
const callsPerFile = 2;

/**
 * Cost of a first import of so many issues, from what the newest of them hold.
 * @param sample raw issues, at most a page of them
 */
export function estimate(issueCount: number, sample: readonly unknown[]): Cost {
  const found = sample.map(readIssue);
  const per = (sum: (issue: (typeof found)[number]) => number) =>
    found.length === 0 ? 0 : found.reduce((total, issue) => total + sum(issue), 0) / found.length;
  const furtherPages = per(({ comments, worklogs }) => pagesBeyond(comments) + pagesBeyond(worklogs));
  const files = per(({ rawAttachments }) => rawAttachments.length) * issueCount;
  const fileBytes = per(({ rawAttachments }) =>
    rawAttachments.reduce<number>((sum, raw) => sum + sizeOf(raw), 0),
  );
  const issueBytes = per(({ raw }) => JSON.stringify(raw).length);
  const pages = Math.max(1, Math.ceil(issueCount / pageSize));
  return {
    calls: Math.round(fixedCalls + pages + furtherPages * issueCount + files * callsPerFile),
    seconds: Math.round(pages * secondsPerPage + (files * secondsPerFile) / filesAtOnce),
    bytes: Math.round((issueBytes + fileBytes) * issueCount),
  };
}

function pagesBeyond({ first, total }: { first: readonly unknown[]; total: number }): number {
  return total > first.length ? Math.ceil(total / pageSize) : 0;
}

function sizeOf(raw: unknown): number {
  return typeof raw === 'object' && raw !== null && 'size' in raw && typeof raw.size === 'number'
    ? raw.size
    : 0;
}
