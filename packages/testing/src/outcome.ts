import type { RunSummary } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';

/**
 * The run delivered everything once, left nothing out but empty files, and kept the protocol; a failed comparison
 * shows error and examples.
 */
export function expectComplete(summary: RunSummary): void {
  const { status, error, missing, duplicated, violations, examples } = summary;
  const leftOut = summary.skips.filter(({ code }) => code !== 'file_empty');
  expect({ status, error, missing, duplicated, leftOut, violations, examples }).toEqual({
    status: 'done',
    error: undefined,
    missing: 0,
    duplicated: 0,
    leftOut: [],
    violations: [],
    examples: [],
  });
}

/** The run failed without breaking the protocol, and its error is a sentence for a person. */
export function expectFailure(summary: RunSummary, reason: RegExp): void {
  const { status, error, violations } = summary;
  expect({ status, error, violations }).toEqual({
    status: 'failed',
    error: expect.stringMatching(reason),
    violations: [],
  });
  expectSentence(error);
}

/** Readable by somebody who has never seen the code: starts like a sentence, one paragraph, no trace, no value gone missing. */
export function expectSentence(text: string | undefined): void {
  expect(text).toMatch(/^[A-Z0-9][^\n]{20,2000}$/);
  expect(text).not.toMatch(/\bat .*:\d+:\d+|\[object |\bundefined\b/);
}
