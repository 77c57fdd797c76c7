import { connectionOf } from '@airdrop-connectors/airdrop';
import type { Simulator } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expected, expectOutcome } from '../failure-table.js';
import { expectComplete, expectFailure, expectSentence } from '../outcome.js';
import { watchPhase } from '../run-phases.js';
import { isRequestOf } from '../source-endpoints.js';
import { inWorld } from '../world.js';

const group = 'credentials';

/** A credential that is wrong, withdrawn or too weak says so in one sentence and costs nothing once it is mended. */
export const credentialCases: readonly ContractCase[] = [
  {
    id: 'credentials-wrong',
    group,
    title:
      'a wrong token ends the run at once with what to renew; with the right one the next completes (A02)',
    proves: [expected('credentials', 'Units')],
    run: (subject) =>
      inWorld({ ...subject, size: 20 }, async (world) => {
        const wrong = connectionOf(subject.system, withOtherSecret(world.simulator));
        const failed = await world.sync({ connection: wrong.data, secrets: wrong.secrets });
        expectOutcome(failed, expected('credentials', 'Units'));
        expectFailure(failed, /refused the credentials .*\[authentication_failed\]$/);
        expect(failed.error).toMatch(/connection/);
        expect(failed).toMatchObject({ invocations: 1, records: {} });
        expect(failed.calls).toBe(subject.shape?.callsWithWrongCredential ?? 1);
        expectComplete(await world.sync());
      }),
  },
  {
    id: 'credentials-revoked',
    group,
    title: 'a token revoked at any point of a run ends it; with it restored the next run completes (A22)',
    timeoutMs: 120_000,
    proves: [expected('credentials', 'Data'), expected('credentials', 'Attachments')],
    run: revokeAnywhere,
  },
  {
    id: 'credentials-revoked-increment',
    group,
    title: 'a token revoked in an increment leaves the window where it was (A22)',
    proves: [expected('credentials', 'Data')],
    run: revokeInIncrement,
  },
  {
    id: 'credentials-forbidden',
    group,
    title: 'a run that may read nothing ends with whom to ask; nothing passes for an empty list (A24)',
    proves: [expected('forbidden', 'Data', 'otherwise')],
    run: forbidEverything,
  },
  {
    id: 'permission-gap',
    group,
    title:
      'root objects that may not be read are a gap that is named, the rest is delivered, and the next increment fills it (A24, fault 11)',
    proves: [expected('forbidden', 'Data')],
    run: forbidRootPages,
  },
];

/** Fields that hold a secret carry other characters of the same length. */
function withOtherSecret({ connection }: Simulator): Record<string, string> {
  const secretFields = Object.keys(connection).filter((name) => /token|secret|password|key/i.test(name));
  expect(secretFields.length, 'fields of the connection that hold a secret').toBeGreaterThan(0);
  const replaced = secretFields.map((name) => [name, 'x'.repeat(connection[name]?.length ?? 20)]);
  return { ...connection, ...Object.fromEntries(replaced) };
}

async function revokeAnywhere(subject: ContractSubject): Promise<void> {
  const world = { ...subject, size: 30, simulator: { pageSize: 10 } };
  // Downloads carry a signature of their own, as with the real systems, and are not refused.
  let sent = 0;
  const count = (request: { isRedirected: boolean }) => {
    if (!request.isRedirected) sent += 1;
    return undefined;
  };
  const requests = await inWorld({ ...world, source: { fault: count } }, async ({ sync }) => {
    expectComplete(await sync());
    return sent;
  });
  const points = [0.3, 0.6, 0.9].map((share) => Math.floor(requests * share));
  for (const point of points) {
    let isRevoked = true;
    sent = 0;
    const fault = (request: { isRedirected: boolean }) => {
      count(request);
      return isRevoked && !request.isRedirected && sent >= point ? { status: 401 } : undefined;
    };
    await inWorld({ ...world, source: { fault } }, async ({ sync }) => {
      expectFailure(await sync(), /\[authentication_failed\]$/);
      isRevoked = false;
      expectComplete(await sync());
    });
  }
}

async function revokeInIncrement(subject: ContractSubject): Promise<void> {
  const { rootPages, changedRoots = rootPages } = shapeOf(subject);
  let isRevoked = false;
  const fault = (request: Parameters<typeof isRequestOf>[1]) =>
    isRevoked && isRequestOf(changedRoots, request) ? { status: 401 } : undefined;
  await inWorld({ ...subject, size: 40, source: { fault } }, async ({ sync, simulator }) => {
    expectComplete(await sync());
    simulator.applyChanges({ seed: 3, edits: 10 });
    isRevoked = true;
    expectFailure(await sync({ scenario: 'incremental' }), /\[authentication_failed\]$/);
    isRevoked = false;
    expectComplete(await sync({ scenario: 'incremental' }));
  });
}

async function forbidRootPages(subject: ContractSubject): Promise<void> {
  const { rootPages } = shapeOf(subject);
  let isForbidden = true;
  const fault = (request: Parameters<typeof isRequestOf>[1]) =>
    isForbidden && isRequestOf(rootPages, request) ? { status: 403 } : undefined;
  await inWorld({ ...subject, size: 20, source: { fault } }, async (world) => {
    const partial = await world.sync();
    expectOutcome(partial, expected('forbidden', 'Data'));
    expect(partial).toMatchObject({ status: 'done', duplicated: 0, violations: [] });
    expect(partial.missing).toBeGreaterThanOrEqual(20);
    expect(Object.keys(partial.records).length, 'item types that were delivered').toBeGreaterThan(0);
    const gaps = partial.skips.filter(({ what }) => what === 'scope');
    expect(gaps).toMatchObject([{ code: 'permission_denied', count: 1 }]);
    expect(gaps[0]?.reason).toMatch(/denied access .*(ask|give|grant)/i);
    expectSentence(gaps[0]?.reason);
    isForbidden = false;
    expectComplete(await world.sync({ scenario: 'incremental' }));
  });
}

async function forbidEverything(subject: ContractSubject): Promise<void> {
  const phase = watchPhase();
  let isForbidden = true;
  const fault = () => (isForbidden && phase.current() === 'data' ? { status: 403 } : undefined);
  await inWorld({ ...subject, size: 20, source: { fault } }, async ({ sync }) => {
    const failed = await sync(phase.run);
    expectOutcome(failed, expected('forbidden', 'Data', 'otherwise'));
    expectFailure(failed, /denied access .*\[permission_denied\]$/);
    expect(failed.error).toMatch(/ask|give|grant/i);
    isForbidden = false;
    expectComplete(await sync());
  });
}
