import { AuthenticationError, PermissionError, RateLimitedError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { secondsToMidnight } from '../src/api/account-day.js';
import { hubspotErrorMessage, nextAfter, read, refusedPolicy } from '../src/api/answers.js';
import { budgets, isSearch } from '../src/api/budgets.js';
import { listSchema } from '../src/api-types.js';
import { openAttachment } from '../src/attachments.js';
import { deals } from '../src/streams/deals.js';
import { tickets } from '../src/streams/tickets.js';
import { createTestClient, nextToken, startPortal, WORLD_TIME } from './hubspot-portal.js';
import { idsOf, walk } from './walk-stream.js';

describe('a refusal', () => {
  it('for want of scopes names them, and costs what needs them', async () => {
    const { client } = await startPortal({ missingScopes: ['deals', 'companies', 'custom'] });
    await expect(walk(deals, client)).rejects.toThrow(PermissionError);
    await expect(walk(deals, client)).rejects.toThrow('lacks the scopes crm.objects.deals.read');
    const { items } = await walk(tickets, client);
    expect(items.length).toBeGreaterThan(0);
  });

  it('because the requests of a day are used up asks for a long wait', async () => {
    const { client } = await startPortal({ limits: 'professional', spentToday: 650_000 });
    const error = await client.account().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ delaySeconds: 3_600 });
    expect(String(error)).toContain('once the day of the account is over');
  });

  it('waits for midnight where the account is, once that is known', async () => {
    const { client, clock } = await startPortal({
      limits: 'professional',
      spentToday: 649_999,
      timeZone: 'Asia/Kathmandu',
    });
    // Noon in UTC is a quarter to six in the evening there.
    clock.now = WORLD_TIME;
    await client.account();
    const error = await client.account().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ delaySeconds: 6.25 * 3_600 + 60 });
    expect(String(error)).toContain('goes on by itself after midnight in Asia/Kathmandu.');
    clock.now += 6.25 * 3_600_000 - 1_000;
    await expect(client.account()).rejects.toThrow(RateLimitedError);
    clock.now += 1_000;
    expect((await client.account()).timeZone).toBe('Asia/Kathmandu');
  });

  it.each([
    ['an ordinary day', 'Europe/Berlin', '2026-06-10T20:00:00Z', 2],
    ['the day that clocks are put forward', 'Europe/Berlin', '2026-03-28T23:30:00Z', 22.5],
    ['the day that clocks are put back', 'Europe/Berlin', '2026-10-24T22:30:00Z', 24.5],
    ['the last minute of one', 'US/Pacific', '2026-01-01T07:59:00Z', 1 / 60],
    ['midnight itself', 'UTC', '2026-01-01T00:00:00Z', 24],
  ])('tells midnight on %s', (_, zone, at, hours) => {
    expect(secondsToMidnight(zone, Date.parse(at))).toBe(Math.round(hours * 3_600));
  });

  it('cannot tell midnight in a zone that nobody knows', () => {
    expect(secondsToMidnight('Mars/Olympus', WORLD_TIME)).toBeUndefined();
  });

  it('of the edge, which does not take a token for one, is one of the credentials', async () => {
    const { client } = await startPortal({}, { token: 'short' });
    await expect(client.account()).rejects.toThrow(AuthenticationError);
    await expect(client.account()).rejects.toThrow('HubSpot refused the credentials (530');
  });

  it('because the access token has ended is one of the credentials; with the next token the walk goes on', async () => {
    const { client, clock, simulator } = await startPortal({
      keyring: 'oauth',
      accessTokenSeconds: 1_800,
      pageSize: 20,
    });
    const first = await walk(tickets, client, { most: 1 });
    clock.now += 1_800_000;
    const refused = walk(tickets, client, { cursor: first.cursor });
    await expect(refused).rejects.toThrow(AuthenticationError);
    await expect(refused).rejects.toThrow('The OAuth token used to make this call expired.');
    const renewed = createTestClient({ ...simulator.connection, access_token: await nextToken(simulator) });
    const rest = await walk(tickets, renewed, { cursor: first.cursor });
    const ids = [...idsOf(first.items, 'tickets'), ...idsOf(rest.items, 'tickets')];
    expect([ids.length, new Set(ids).size]).toEqual([60, 60]);
  });

  it('is told in HubSpot’s own words, whatever form its errors have', () => {
    expect(hubspotErrorMessage('{"message":"No","errors":["plain text"]}')).toBe('No');
    expect(hubspotErrorMessage('{"error":"invalid_grant","error_description":"Ended"}')).toBe('Ended');
    expect(hubspotErrorMessage('<html>')).toBeUndefined();
  });

  it('belongs to the limit it names', () => {
    const refusalOf = (policy: string) => ({
      status: 429,
      headers: {},
      bodyStart: `{"policyName":"${policy}"}`,
    });
    const [app, searches] = budgets;
    expect(app?.refusal?.(refusalOf('TEN_SECONDLY_ROLLING'))).toBe(true);
    expect(app?.refusal?.(refusalOf('SECONDLY'))).toBe(false);
    expect(searches?.refusal?.(refusalOf('SECONDLY'))).toBe(true);
    expect(searches?.refusal?.({ status: 429, headers: {}, bodyStart: '<html>' })).toBeUndefined();
    expect(refusedPolicy('{"policyName": "DAILY"}')).toBe('DAILY');
  });
});

describe('an answer', () => {
  it('without results is no empty list', () => {
    expect(() => read(listSchema, {}, 'GET /x')).toThrow(/in a form this connector does not know \(results/);
  });

  it('that leads to where it came from is not followed', () => {
    expect(nextAfter({}, '', 'GET /x')).toBeUndefined();
    expect(nextAfter({ paging: { next: { after: '5' } } }, '', 'GET /x')).toBe('5');
    expect(() => nextAfter({ paging: { next: { after: '5' } } }, '5', 'GET /x')).toThrow(/never end/);
  });
});

describe('requests', () => {
  it('of a search have a limit of their own, and read only', () => {
    const search = { method: 'POST' as const, path: '/crm/objects/2026-09/tickets/search' };
    expect(isSearch(search)).toBe(true);
    expect(isSearch({ path: '/files/2026-09/files/search' })).toBe(false);
    expect(budgets[1]).toMatchObject({ capacity: 5, perSeconds: 1 });
  });

  it('may all be sent again after an unknown outcome', async () => {
    const { client, requests } = await startPortal();
    await walk(tickets, client, { window: { from: '2023-01-01T00:00:00.000Z' } });
    const posts = requests.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(0);
    expect(posts.every(({ safeToRepeat }) => safeToRepeat === true)).toBe(true);
  });

  it('never name more records than a batch takes', async () => {
    const { client, requests } = await startPortal({ size: 1_300 });
    await walk(tickets, client, { window: { from: '2023-01-01T00:00:00.000Z' } });
    for (const { path, body } of requests.filter(({ path }) => path.endsWith('/batch/read'))) {
      const { inputs } = body as { inputs: unknown[] };
      expect(inputs.length).toBeLessThanOrEqual(path.includes('/associations/') ? 1_000 : 50);
    }
  });

  it('for a file go to HubSpot by its id, whatever address data names', async () => {
    const { client, requests } = await startPortal();
    const open = (url: string) =>
      openAttachment({ client, attachment: { id: '1', url, fileName: 'a', parentId: '2' } });
    await expect(open('https://evil.example/files/v3/files/77/download')).rejects.toThrow(
      'GET /files/v3/files/77/download was answered 404',
    );
    expect(requests.at(-1)?.path).toBe('/files/v3/files/77/download');
    await expect(open('https://api.hubapi.com/files/v3/files/../x')).rejects.toThrow(/no id/);
  });
});
