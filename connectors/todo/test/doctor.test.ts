import { describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor.js';
import { startAccount } from './account.js';

const { signal } = new AbortController();

describe('the doctor', () => {
  it('says what the credential sees and what an import would cost, in two calls', async () => {
    const { simulator } = await startAccount();
    const { account, units } = await diagnose(JSON.stringify(simulator.connection), { signal });
    expect(account).toBe('Example household');
    expect(units).toMatchObject([
      { id: 'home', rootObjects: 30, calls: 3 + 2 + 30 },
      { id: 'work', rootObjects: 3, calls: 3 + 1 + 3 },
    ]);
    expect([...simulator.calls().values()]).toEqual([1, 1]);
  });

  it('of a wrong credential is one sentence without the credential', async () => {
    const { simulator } = await startAccount();
    const wrong = Object.keys(simulator.connection).map((name) => [name, 'canary@todo.example']);
    const fields = { ...Object.fromEntries(wrong), base_url: simulator.url };
    const refusal: unknown = await diagnose(JSON.stringify(fields), { signal }).catch((error) => error);
    expect(String(refusal)).toMatch(/Make a new credential .*\[authentication_failed\]$/);
    expect(String(refusal)).not.toContain('canary');
  });
});
