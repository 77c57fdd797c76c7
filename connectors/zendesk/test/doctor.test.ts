import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor.js';

const { signal } = new AbortController();
const open: Simulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function startAccount(options: Readonly<Record<string, unknown>> = {}) {
  const settings = { seed: 7, size: 300, ...options };
  const simulator = await createSimulator('zendesk', settings);
  open.push(simulator);
  return { simulator, key: JSON.stringify(simulator.connection) };
}

describe('the doctor', () => {
  it('says whose credential it is, what it sees, and what an import would cost, in a handful of calls', async () => {
    const { simulator, key } = await startAccount({ limits: 'team' });
    const { account, findings, units, limits } = await diagnose(key, { signal });
    expect(account).not.toBe('');
    expect(findings.every(({ status }) => status === 'ok')).toBe(true);
    expect(units).toMatchObject([{ id: 'account', rootObjects: 300 }]);
    expect(units[0]?.calls).toBeGreaterThan(300);
    expect(limits.account).toEqual({ capacity: 200, perSeconds: 60 });
    const calls = [...simulator.calls().values()].reduce((sum, count) => sum + count, 0);
    expect(calls).toBeLessThan(10);
  });

  it('names what the plan of the account does not have', async () => {
    const lacking = ['ticket forms', 'service level agreements', 'side conversations', 'help center'];
    const { key } = await startAccount({ lacking });
    const { findings } = await diagnose(key, { signal });
    expect(findings.filter(({ status }) => status === 'limited').map(({ what }) => what)).toEqual([
      'ticket forms',
      'service level agreements',
      'side conversations',
      'Help Centers',
    ]);
  });

  it('asks nothing of a Help Center that was left out', async () => {
    const { key } = await startAccount();
    const { findings } = await diagnose(key, { signal, settings: { help_center: 'false' } });
    expect(findings.map(({ what }) => what)).not.toContain('Help Centers');
  });

  it('says that an agent may not export', async () => {
    const { key } = await startAccount({ isAdmin: false });
    const { findings } = await diagnose(key, { signal });
    expect(findings.find(({ what }) => what === 'exports')?.status).toBe('missing');
  });

  it('says what to grant when exports are not covered', async () => {
    const { key } = await startAccount({ keyring: 'oauth', scopes: ['tickets:read', 'users:read'] });
    const { findings, units } = await diagnose(key, { signal });
    expect(findings).toMatchObject([{ status: 'missing', what: 'exports' }]);
    expect(findings[0]?.consequence).toMatch(/Connect Zendesk again with the scope read\.$/);
    expect(units).toEqual([]);
  });

  it('of a wrong credential is one sentence without the credential', async () => {
    const { simulator } = await startAccount();
    const key = JSON.stringify({ ...simulator.connection, api_token: 'canary-credential' });
    await expect(diagnose(key, { signal })).rejects.toThrow(
      /refused the credentials.*\[authentication_failed\]$/,
    );
    await expect(diagnose(key, { signal })).rejects.not.toThrow(/canary/);
  });
});
