import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { connection, isApiOrigin } from '../src/connection.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { startPortal } from './hubspot-portal.js';

describe('the origin of the API', () => {
  it.each(['https://api.hubapi.com', 'http://127.0.0.1:8080', 'http://localhost:1'])(
    '%s is taken',
    (origin) => {
      expect(isApiOrigin(origin)).toBe(true);
    },
  );

  it.each([
    'https://api.hubapi.com.evil.example',
    'http://api.hubapi.com',
    'https://user:pass@127.0.0.1',
    'https://evil.example/api.hubapi.com',
    'api.hubapi.com',
  ])('%s is refused: the credential must not go there', (origin) => {
    expect(isApiOrigin(origin)).toBe(false);
  });
});

describe('a connection', () => {
  it('holds a token of any length, or an access token', () => {
    const token = `pat-eu1-${'x'.repeat(700)}`;
    expect(z.parse(connection.schema, { token })).toEqual({ token });
    expect(z.parse(connection.schema, { access_token: token })).toEqual({ access_token: token });
    expect(z.safeParse(connection.schema, {}).success).toBe(false);
  });

  it('shows the portal, and each pipeline of tickets that is in use', async () => {
    const { client } = await startPortal({ size: 30 });
    const units = [];
    for await (const page of externalSyncUnits({ client })) units.push(...page);
    expect(units.map(({ id, name }) => [id, name])).toEqual([
      ['portal', 'HubSpot 147893286'],
      ['pipeline-0', 'Support Pipeline'],
      ['pipeline-75012839', 'Returns'],
    ]);
    expect(units[0]?.itemCount).toBe(30);
  });
});
