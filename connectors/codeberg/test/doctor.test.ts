import { describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor.js';
import { startAccount } from './account.js';

const { signal } = new AbortController();

describe('the doctor', () => {
  it('says whose the credential is, and which repositories it sees', async () => {
    const { simulator } = await startAccount();
    const { account, units } = await diagnose(JSON.stringify(simulator.connection), { signal });
    expect(account).toBe('example');
    expect(units).toMatchObject([{ id: 'example/home' }, { id: 'example/work' }]);
  });

  it('of a wrong credential is one sentence without the credential', async () => {
    const { simulator } = await startAccount();
    const wrong = Object.keys(simulator.connection).map((name) => [name, 'canary@codeberg.example']);
    const fields = { ...Object.fromEntries(wrong), base_url: simulator.url };
    const refusal: unknown = await diagnose(JSON.stringify(fields), { signal }).catch((error) => error);
    expect(String(refusal)).toMatch(/Make a new access token .*\[authentication_failed\]$/);
    expect(String(refusal)).not.toContain('canary');
  });
});
