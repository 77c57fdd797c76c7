import type { RunSummary } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractSubject } from './contract-case.js';

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

/** Everything was written once; what could not be was named. */
export function expectWritten(summary: RunSummary, { shape }: ContractSubject): void {
  const { status, error, missing, duplicated, violations, examples, lost } = summary;
  const declined = shape?.writing?.declined ?? [];
  const unwritten = summary.skips.filter(
    ({ what, code }) => (what === 'item' || what === 'scope') && !declined.includes(code),
  );
  expect({ status, error, missing, duplicated, unwritten, violations, examples, lost }).toEqual({
    status: 'done',
    error: undefined,
    missing: 0,
    duplicated: 0,
    unwritten: [],
    violations: [],
    examples: [],
    lost: [],
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
