import { PermissionError, UnexpectedResponseError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { metadata } from '../src/metadata.js';
import { standardProperties } from '../src/standard-properties.js';
import { startPortal } from './hubspot-portal.js';

const asked = (requests: readonly { method?: string; path: string }[]) =>
  requests.map(({ method = 'GET', path }) => `${method} ${path}`).sort();

describe('the configuration of a portal', () => {
  it('is read with seven requests', async () => {
    const { client, requests } = await startPortal();
    const externalSyncUnit = { id: 'portal', name: 'Portal' };
    await metadata.discover?.({ client, externalSyncUnit, options: {} });
    expect(asked(requests)).toEqual([
      'GET /crm-object-schemas/2026-09/schemas',
      'GET /crm/associations/2026-09/contacts/companies/labels',
      'GET /crm/associations/2026-09/tickets/contacts/labels',
      'GET /crm/limits/2026-09/associations/labels',
      'GET /crm/pipelines/2026-09/deals',
      'GET /crm/pipelines/2026-09/tickets',
      'POST /crm-object-schemas/2026-09/schemas/batch/read',
    ]);
  });
});

describe('properties of HubSpot’s own types', () => {
  it('are the same together and alone', async () => {
    const { client } = await startPortal();
    const together = await standardProperties(client);
    for (const type of ['contacts', 'companies', 'deals', 'tickets'] as const)
      expect(together[type]).toEqual(await client.properties(type));
  });

  it('are asked for alone where the answer leaves a type out, which may not be seen then', async () => {
    const { client, requests } = await startPortal({ missingScopes: ['deals'] });
    const { deals, tickets } = await standardProperties(client);
    expect(deals).toEqual([]);
    expect(tickets.length).toBeGreaterThan(5);
    expect(asked(requests)).toContain('GET /crm/properties/2026-09/deals');
  });

  it.each([
    ['forbidden', new PermissionError('HubSpot denied access.')],
    ['not understood', new UnexpectedResponseError('HubSpot refused the request.', { status: 400 })],
  ])('are asked for one type after the other when the batch is %s', async (_, refusal) => {
    const { client } = await startPortal();
    const schemasOf = () => Promise.reject(refusal);
    const { companies } = await standardProperties({ ...client, schemasOf });
    expect(companies).toEqual(await client.properties('companies'));
  });

  it('of tickets have to be there', async () => {
    const { client } = await startPortal({ missingScopes: ['tickets'] });
    await expect(standardProperties(client)).rejects.toThrow(PermissionError);
  });
});
