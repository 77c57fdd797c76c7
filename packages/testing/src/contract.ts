import { fileURLToPath } from 'node:url';
import { afterAll, describe, test } from 'vitest';
import { allCases, caseById } from './cases/all.js';
import type { ContractCase, ContractShape, ContractSubject } from './contract-case.js';
import { endIdleProcesses } from './idle-processes.js';

/** Most calls that a run without changes may make, a few minutes after another. */
const idleIncrementCalls = 12;

export interface ContractOptions {
  /** Name of the connector and of its simulator. */
  system: string;
  /** The built file that would be deployed; the connector alone, `connector.mjs`, is built beside it. */
  bundle: URL;
  shape: ContractShape;
  /** Cases that cannot pass, each with the reason; the reason is printed. */
  skip?: Readonly<Record<string, string>>;
}

/**
 * The contract suite: every connector passes the same cases against its own simulator and the local platform, in
 * real processes. Called once from a connector's `test/contract.test.ts`.
 */
export function connectorContract(options: ContractOptions): void {
  const subject: ContractSubject = {
    system: options.system,
    bundlePath: fileURLToPath(options.bundle),
    connectorPath: fileURLToPath(new URL('connector.mjs', options.bundle)),
    shape: options.shape,
    idleIncrementCalls,
  };
  const unknown = Object.keys(options.skip ?? {}).filter(
    (id) => !allCases.some((single) => single.id === id),
  );
  if (unknown.length > 0) throw new Error(`Cases to skip that do not exist: ${unknown.join(', ')}.`);
  registerCases(subject, options.skip ?? {});
}

/** Cases that ask nothing about the data and touch every part of a bundle: its threads, state, files and log. */
const smokeCases = [
  'initial-run',
  'two-initial-runs',
  'kill-randomly',
  'upgrade-mid-run',
  'platform-reset-after',
  'deletion-events',
  'secrets-good-run',
  'attachments-killed',
  'fault-random',
];

/**
 * The part of the contract suite that a deployable file passes wherever it lies, against the simulator of its system
 * and the local platform.
 *
 * @param bundle has to be there when the tests run, not when they are declared
 */
export function smokeContract({ system, bundle }: Pick<ContractOptions, 'system' | 'bundle'>): void {
  const bundlePath = fileURLToPath(bundle);
  const subject = { system, bundlePath, connectorPath: bundlePath, idleIncrementCalls: 0 };
  registerCases(subject, {}, smokeCases.map(caseById));
}

/**
 * Declares cases as tests of the file being collected. As many cases as `maxConcurrency` says run at a time,
 * then, one after the other, those that must be alone.
 *
 * @param skip cases that cannot pass on this subject, each with the reason; the reason is printed
 */
export function registerCases(
  subject: ContractSubject,
  skip: Readonly<Record<string, string>>,
  cases: readonly ContractCase[] = allCases,
): void {
  afterAll(endIdleProcesses);
  const applicable = ofChosenGroups(cases).filter(
    ({ needs }) => needs === undefined || subject.shape?.[needs] !== undefined,
  );
  const together = applicable.filter(({ alone }) => alone === undefined);
  for (const [group, cases] of groups(together)) {
    describe.concurrent(`${subject.system}: ${group}`, () => {
      for (const single of cases) register(single, subject, skip[single.id]);
    });
  }
  const alone = applicable.filter((single) => single.alone);
  for (const [group, cases] of groups(alone)) {
    describe.sequential(`${subject.system}: ${group}, alone`, () => {
      for (const single of cases) register(single, subject, skip[single.id]);
    });
  }
}

function register(single: ContractCase, subject: ContractSubject, reason: string | undefined): void {
  const name = `${single.id} ${single.title}`;
  if (reason === undefined) {
    test(name, { timeout: single.timeoutMs ?? 60_000 }, () => single.run(subject));
    return;
  }
  process.stdout.write(`skipped ${subject.system} ${name}: ${reason}\n`);
  test.skip(`${name} (${reason})`, () => {});
}

/** Those of the groups that `AIRDROP_GROUPS` names, separated by commas; all of them where it is not set. */
function ofChosenGroups(cases: readonly ContractCase[]): readonly ContractCase[] {
  const chosen = process.env.AIRDROP_GROUPS?.split(',').map((group) => group.trim()) ?? [];
  if (chosen.length === 0 || chosen[0] === '') return cases;
  const known = new Set(allCases.map(({ group }) => group));
  const unknown = chosen.filter((group) => !known.has(group));
  if (unknown.length > 0)
    throw new Error(
      `AIRDROP_GROUPS names ${unknown.join(', ')}. The contract suite has: ${[...known].join(', ')}.`,
    );
  process.stdout.write(`Of the contract suite, only: ${chosen.join(', ')}.\n`);
  return cases.filter(({ group }) => chosen.includes(group));
}

function groups(cases: readonly ContractCase[]): Map<string, ContractCase[]> {
  const byGroup = new Map<string, ContractCase[]>();
  for (const single of cases) byGroup.set(single.group, [...(byGroup.get(single.group) ?? []), single]);
  return byGroup;
}
