import { describe, expect, it } from 'vitest';
import { accountOrigin, isBasicCredential } from '../src/connection.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { startAccount } from './zendesk-account.js';

describe('the address of an account', () => {
  it.each([
    ['acme', 'https://acme.zendesk.com'],
    [' Acme.zendesk.com ', 'https://acme.zendesk.com'],
    ['https://acme.zendesk.com/agent/tickets/1', 'https://acme.zendesk.com'],
    ['http://acme.zendesk.com', 'https://acme.zendesk.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s is taken', (typed, origin) => {
    expect(accountOrigin(typed)).toBe(origin);
  });

  it.each([
    'support.acme.com',
    'https://evil.example/acme.zendesk.com',
    'acme.zendesk.com.evil.example',
    'a b',
    '',
  ])('%s is refused: the credential must not go there', (typed) => {
    expect(accountOrigin(typed)).toBeUndefined();
  });
});

describe('a credential', () => {
  it('of the keyring for API tokens is told from an access token', () => {
    const basic = Buffer.from('ada@acme.example/token:abc').toString('base64');
    expect(isBasicCredential(basic)).toBe(true);
    expect(isBasicCredential('0123456789abcdef')).toBe(false);
  });

  it('that is wrong is noticed although Zendesk answers 200 with an anonymous user', async () => {
    const { simulator } = await startAccount();
    const answer = await fetch(`${simulator.url}/api/v2/users/me.json`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ user: { id: null, name: 'Anonymous user' } });
  });

  it('of an administrator shows the account and its brands', async () => {
    const { client } = await startAccount({ size: 12 });
    const units = [];
    for await (const page of externalSyncUnits({ client })) units.push(...page);
    expect(units.map(({ id, itemCount }) => [id, itemCount])).toEqual([
      ['account', 12],
      ['brand-46406600000000', undefined],
      ['brand-46406600000016', undefined],
    ]);
  });
});
