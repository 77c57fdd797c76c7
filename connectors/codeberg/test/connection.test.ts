import { describe, expect, it } from 'vitest';
import { connection } from '../src/connection.js';
import { startAccount } from './account.js';

const isTaken = (fields: unknown) => connection.schema.safeParse(fields).success;

describe('a connection', () => {
  it('of the simulator is one the connector takes', async () => {
    const { simulator } = await startAccount();
    expect(isTaken(simulator.connection)).toBe(true);
  });

  it('without a credential is none', () => {
    expect(isTaken({ base_url: 'http://127.0.0.1:8080' })).toBe(false);
  });

  it.each([
    'https://codeberg.org.elsewhere.example',
    'http://codeberg.org',
    'https://somebody@codeberg.org',
    'https://localhost.elsewhere.example',
    'codeberg.org',
  ])('never sends its credential to %s', async (base_url) => {
    const { simulator } = await startAccount();
    expect(isTaken({ ...simulator.connection, base_url })).toBe(false);
  });
});
