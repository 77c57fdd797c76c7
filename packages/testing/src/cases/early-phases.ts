import type { SourceFault } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected, expectOutcome } from '../failure-table.js';
import { expectComplete, expectFailure } from '../outcome.js';
import { watchPhase } from '../run-phases.js';
import { inWorld } from '../world.js';

/** Failures that last, by their row in core's table. */
const lasting: Readonly<Record<string, SourceFault>> = {
  'source-unreachable': 'reset',
  'source-error': { status: 500 },
  'source-asks-wait': { status: 503, headers: { 'retry-after': '120' } },
  'source-empty': 'empty',
  'source-web-page': 'html',
  'rate-limit-short': { status: 429, headers: { 'retry-after': '0' } },
  credentials: { status: 401 },
  forbidden: { status: 403 },
  gone: { status: 404 },
  redirect: { status: 302, headers: { location: 'ftp://files.example/1' } },
};

const phases = [
  { phase: 'external-sync-units', column: 'Units' },
  { phase: 'metadata', column: 'Metadata' },
] as const;

/** Phases that cannot be continued end with a sentence, whatever the external system does for good. */
export const earlyPhaseCases: readonly ContractCase[] = phases.map(
  ({ phase, column }): ContractCase => ({
    id: `fault-lasting-in-${phase}`,
    group: 'faults of the external system',
    title: `every failure that lasts ends the phase ${phase} with a sentence; the next run completes (A21)`,
    timeoutMs: 120_000,
    proves: Object.keys(lasting).map((row) => expected(row, column)),
    run: (subject) => failEarly(subject, phase, column),
  }),
);

async function failEarly(
  subject: ContractSubject,
  phase: 'external-sync-units' | 'metadata',
  column: 'Units' | 'Metadata',
): Promise<void> {
  const watch = watchPhase();
  let current: SourceFault | undefined;
  const fault = () => (watch.current() === phase ? current : undefined);
  await inWorld({ ...subject, size: 5, source: { fault } }, async (world) => {
    for (const [row, failure] of Object.entries(lasting)) {
      current = failure;
      const summary = await world.sync(watch.run);
      expectOutcome(summary, expected(row, column));
      expectFailure(summary, /\[[a-z_]+\]$/);
      expect(summary.invocations, row).toBe(phase === 'metadata' ? 2 : 1);
    }
    current = undefined;
    expectComplete(await world.sync(watch.run));
  });
}
