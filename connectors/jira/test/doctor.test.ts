import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor.js';
import { estimate } from '../src/doctor-estimate.js';
import { sparseIssue } from './jira-records.js';

const { signal } = new AbortController();
const open: Simulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function startSite(options: {
  size: number;
  keyring?: string;
  withoutScopes?: string[];
  administrator?: boolean;
}) {
  const simulator = await createSimulator('jira', { seed: 7, ...options });
  open.push(simulator);
  return { simulator, key: JSON.stringify(simulator.connection) };
}

describe('the doctor', () => {
  it('says whose credential it is, what it sees, and what imports would cost', async () => {
    const { simulator, key } = await startSite({ size: 300 });
    const { account, findings, units } = await diagnose(key, { signal });
    expect(account).not.toBe('');
    expect(findings.map(({ what, status }) => [what, status])).toEqual([
      ['people', 'ok'],
      ['administration', 'limited'],
    ]);
    expect(units.map(({ id }) => id)).toEqual(simulator.externalSyncUnitIds);
    const files = [...simulator.truth('10000')].filter(({ kind }) => kind === 'attachment');
    const bytes = files.reduce((sum, { file }) => sum + (file?.bytes ?? 0), 0);
    const [demo] = units;
    expect(demo).toMatchObject({
      rootObjects: 300,
      findings: [
        { what: 'options of fields', status: 'ok' },
        { what: 'sprints', status: 'ok' },
        { what: 'workflows', status: 'limited' },
      ],
    });
    // A sample of 100 stands for 300.
    expect(demo?.calls).toBeGreaterThan(files.length);
    expect(demo?.calls).toBeLessThan(files.length * 4);
    expect(demo?.bytes).toBeGreaterThan(bytes / 2);
    expect(demo?.seconds).toBeGreaterThan(2);
  });

  it('says of what was asked for what the account sees of it, and what it costs', async () => {
    const settings = { change_history: 'true', remote_links: 'true', access: 'rules', deletions: 'true' };
    const statusesOf = async (administrator: boolean, size: number) => {
      const { key } = await startSite({ size, administrator });
      const { units } = await diagnose(key, { signal, unitId: 'DEMO', settings });
      const findings = units[0]?.findings.map(({ what, status }) => `${what}: ${status}`).slice(3);
      return { findings, calls: units[0]?.calls ?? 0 };
    };
    const everything = [
      'members of groups',
      'roles',
      'permission scheme',
      'security levels',
      'audit log',
      'deleted worklogs',
    ];
    expect((await statusesOf(true, 1)).findings).toEqual(everything.map((what) => `${what}: ok`));
    expect((await statusesOf(false, 1)).findings).toEqual([
      'members of groups: limited',
      'roles: ok',
      'permission scheme: ok',
      'security levels: limited',
      'audit log: limited',
      'deleted worklogs: ok',
    ]);
    const { key } = await startSite({ size: 300 });
    const plain = (await diagnose(key, { signal, unitId: 'DEMO' })).units[0]?.calls ?? 0;
    expect((await statusesOf(false, 300)).calls).toBe(plain + 3 + 300);
  });

  it('names an archived project and makes no estimate for it', async () => {
    const { key } = await startSite({ size: 5 });
    const { units } = await diagnose(key, { signal, unitId: 'PAST' });
    expect(units).toHaveLength(1);
    expect(units[0]?.calls).toBeUndefined();
    expect(units[0]?.findings.map(({ what }) => what)).toContain('archived');
  });

  it('says what follows from a scope that is missing', async () => {
    const { key } = await startSite({ size: 5, keyring: 'scoped token', withoutScopes: ['/rest/agile/'] });
    const { units } = await diagnose(key, { signal, unitId: '10000' });
    const sprints = units[0]?.findings.find(({ what }) => what === 'sprints');
    expect(sprints).toMatchObject({ status: 'limited' });
    expect(sprints?.consequence).toMatch(/no scope for .*Boards and sprints are left out\.$/);
  });

  it('of a project the account does not see names those it sees', async () => {
    const { key } = await startSite({ size: 5 });
    const { findings, units } = await diagnose(key, { signal, unitId: 'VAULT' });
    expect(units).toEqual([]);
    expect(findings.at(-1)).toMatchObject({
      status: 'missing',
      consequence: expect.stringMatching(/DEMO, OPS, PAST/),
    });
  });

  it('of a wrong credential is one sentence without the credential', async () => {
    const { simulator } = await startSite({ size: 1 });
    const key = JSON.stringify({ ...simulator.connection, token: 'canary-credential' });
    await expect(diagnose(key, { signal })).rejects.toThrow(
      /refused the credentials.*\[authentication_failed\]$/,
    );
    await expect(diagnose(key, { signal })).rejects.not.toThrow(/canary/);
    await expect(diagnose('{}', { signal })).rejects.toThrow(/site: missing; email: missing; token: missing/);
  });

  it('asks a handful of calls, whatever the size', async () => {
    const { simulator, key } = await startSite({ size: 100_000 });
    const { units } = await diagnose(key, { signal });
    expect(units[0]?.rootObjects).toBe(100_000);
    const calls = [...simulator.calls().values()].reduce((sum, count) => sum + count, 0);
    expect(calls).toBeLessThan(15);
  });
});

describe('an estimate', () => {
  it('of an empty project is what every sync costs', () => {
    expect(estimate(0, [])).toEqual({ calls: 26, seconds: 1, bytes: 0 });
  });

  it('counts further pages of comments, files and bytes as the sample has them', () => {
    const chatty = sparseIssue({
      comment: { comments: [], total: 150 },
      attachment: [{ id: '1', size: 1_000_000 }, { id: '2' }],
    });
    const { calls, bytes } = estimate(1000, [chatty, sparseIssue()]);
    expect(calls).toBe(25 + 10 + 1000 + 2000);
    expect(bytes).toBeGreaterThan(500_000_000);
  });
});
