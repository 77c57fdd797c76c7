import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '../platform/atomic-file.js';
import type { AcceptedReply, Invocation } from '../platform/invocation-desk.js';
import type { Violation } from '../platform/protocol-rules.js';
import type { RunSummary } from './run-summary.js';
import { createSkipReport, type SkippedKind } from './skip-report.js';

/** Writes what happens in one run below `runs/<n>/`, with all credentials blanked out. */
export interface RunRecorder {
  event(invocation: Invocation): void;
  reply(invocation: Invocation, reply: AcceptedReply): void;
  violation(violation: Violation): void;
  /** One line the snap-in printed; returned as it was written. */
  line(text: string): string;
  /** What the connector could not deliver so far, by kind; single entries are in `skip-report.jsonl`. */
  skipped(): SkippedKind[];
  /** Objects of DevRev that the connector has named as not written. */
  unwritten(): ReadonlySet<string>;
  /** Whether the connector has said that an object, or this field of it, was not written. */
  isNamed(id: string, field: string): boolean;
  summary(summary: RunSummary): Promise<void>;
  redact(text: string): string;
}

export function createRunRecorder(
  directory: string,
  now: () => number,
  redact: (text: string) => string,
): RunRecorder {
  mkdirSync(directory, { recursive: true });
  const skipReport = createSkipReport(directory);
  const append = (file: string, text: string) => appendFileSync(path.join(directory, file), `${text}\n`);
  const appendJson = (file: string, value: object) =>
    append(file, redact(JSON.stringify({ at: new Date(now()).toISOString(), ...value })));
  return {
    redact,
    event: ({ number, event }) => appendJson('events.jsonl', { invocation: number, event }),
    reply: ({ number }, { body }) => appendJson('replies.jsonl', { invocation: number, reply: body }),
    violation: (violation) => appendJson('violations.jsonl', violation),
    line(text) {
      const redacted = redact(text);
      append('connector.log', redacted);
      skipReport.read(redacted);
      return redacted;
    },
    skipped: skipReport.kinds,
    unwritten: skipReport.items,
    isNamed: skipReport.isNamed,
    summary: (summary) =>
      writeFileAtomically(
        path.join(directory, 'summary.json'),
        `${redact(JSON.stringify(summary, undefined, 2))}\n`,
      ),
  };
}
