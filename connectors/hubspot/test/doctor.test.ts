import { describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor.js';
import { startPortal } from './hubspot-portal.js';

async function diagnosisOf(options: Parameters<typeof startPortal>[0]) {
  const { simulator } = await startPortal(options);
  return diagnose(JSON.stringify(simulator.connection), { signal: new AbortController().signal });
}

describe('the doctor', () => {
  it('says what an import costs, about', async () => {
    const { account, findings, units } = await diagnosisOf({ size: 500 });
    expect(account).toContain('147893286');
    expect(findings.every(({ status }) => status === 'ok')).toBe(true);
    expect(units).toMatchObject([{ id: 'portal', rootObjects: 500 }]);
    expect(units[0]?.calls).toBeGreaterThan(250);
  });

  it('says what is missing for want of which scope, and what cannot be done without', async () => {
    const { findings } = await diagnosisOf({ missingScopes: ['deals', 'conversations', 'tickets'] });
    expect(findings.filter(({ status }) => status !== 'ok')).toMatchObject([
      { status: 'missing', what: 'tickets' },
      { status: 'limited', what: 'deals', consequence: expect.stringContaining('crm.objects.deals.read') },
      { status: 'limited', what: 'conversations' },
    ]);
  });
});
