import { AuthenticationError, ConfigurationError, PermissionError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openAttachment } from '../src/attachments.js';
import { gatewayOrigin } from '../src/connection.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { issues } from '../src/streams/issues.js';
import { startJiraSite, startJiraSiteOfKeyring, startScriptedSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import type { RecordedRequest } from './recording-proxy.js';
import { itemsOf, walkAll } from './walk-stream.js';

const isAtSite = ({ path }: RecordedRequest) => path.startsWith('/rest/');
const unauthorized = { status: 401, body: { message: 'Client must be authenticated.' } };

describe('the gateway', () => {
  it.each([
    ['https://acme.atlassian.net', 'https://api.atlassian.com'],
    ['https://localhost.evil.example', 'https://api.atlassian.com'],
    [undefined, 'https://api.atlassian.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('of %s is %s', (site, gateway) => {
    expect(gatewayOrigin(site)).toBe(gateway);
  });
});

describe('an API token', () => {
  it('without scopes is used at the site, and nothing else is asked', async () => {
    const { client, proxy } = await startJiraSite({ size: 5 });
    await discover(client);
    expect(proxy.requests.every(isAtSite)).toBe(true);
    expect(await client.site()).toBe(proxy.url);
  });

  it('comes from the keyring as one text, with the site as the organization', async () => {
    const { client, proxy } = await startJiraSiteOfKeyring({ size: 5 });
    await discover(client);
    expect(await client.site()).toBe(proxy.url);
    expect(proxy.requests.every(({ headers }) => headers.authorization?.startsWith('Basic '))).toBe(true);
  });

  it('with scopes is found out by one refusal and used at the gateway, files included', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 60, keyring: 'scoped token' });
    for await (const units of externalSyncUnits({ client }))
      expect(units.map(({ id }) => id)).toEqual(simulator.externalSyncUnitIds);
    const pages = await walkAll(issues, client, { metadata: documentOf(await discover(client)) });
    const [file] = itemsOf(pages, 'attachments');
    const attachment = { id: file?.id ?? '', url: '', fileName: '', parentId: '1' };
    (await openAttachment({ client, attachment })).body.destroy();
    expect(proxy.requests.filter(isAtSite)).toHaveLength(1);
    const paths = proxy.requests.map(({ path }) => path);
    expect(paths.filter((path) => path === '/_edge/tenant_info')).toHaveLength(1);
    expect(itemsOf(pages, 'issues')[0]?.data?.item_url_field).toMatch(
      new RegExp(`^${proxy.url}/browse/DEMO-`),
    );
    expect(
      proxy.requests.find(({ path }) => path === '/_edge/tenant_info')?.headers.authorization,
    ).toBeUndefined();
  });

  it('with scopes and the id of the site is never sent to the site', async () => {
    const { simulator } = await startJiraSite({ size: 1 });
    const tenant = await fetch(`${simulator.url}/_edge/tenant_info`);
    const { cloudId } = z.parse(z.object({ cloudId: z.string() }), await tenant.json());
    const { client, proxy } = await startJiraSite({
      size: 1,
      keyring: 'scoped token',
      fields: { cloud_id: cloudId },
    });
    await client.fields();
    expect(proxy.requests).toHaveLength(1);
    expect(proxy.requests[0]?.path).toBe(`/ex/jira/${cloudId}/rest/api/3/field`);
  });

  it('with scopes that was found out before is not sent to the site again', async () => {
    const { client, laterClient, proxy } = await startJiraSite({ size: 1, keyring: 'scoped token' });
    await client.fields();
    await laterClient().fields();
    expect(proxy.requests.filter(isAtSite)).toHaveLength(1);
    expect(proxy.requests.filter(({ path }) => path.startsWith('/ex/jira/'))).toHaveLength(2);
    expect(proxy.requests).toHaveLength(4);
  });

  it('without scopes that takes the place of one with scopes is found out again', async () => {
    const facts = new Map<string, string>();
    const { laterClient, proxy } = await startJiraSite({ size: 1, facts });
    facts.set(`gateway of ${proxy.url}`, 'b1e7');
    const client = laterClient();
    await client.fields();
    await client.fields();
    expect(proxy.requests.map(({ path }) => path)).toEqual([
      '/ex/jira/b1e7/rest/api/3/field',
      '/rest/api/3/field',
      '/rest/api/3/field',
    ]);
    expect(facts.get(`gateway of ${proxy.url}`)).toBe('');
  });

  it('asked for many things at once is found out once', async () => {
    const { client, proxy } = await startJiraSite({ size: 1, keyring: 'scoped token' });
    await Promise.all([client.fields(), client.linkTypes(), client.project('10000'), client.userPage(0)]);
    expect(proxy.requests.filter(({ path }) => path === '/_edge/tenant_info')).toHaveLength(1);
    expect(proxy.requests.filter(isAtSite)).toHaveLength(1);
  });

  it('whose first request fails for another reason is found out by the next', async () => {
    const { client, proxy } = await startJiraSite({ size: 1 });
    let count = 0;
    proxy.interpose(() => (count++ === 0 ? { status: 404, body: {} } : undefined));
    const [first, ...others] = await Promise.allSettled([client.fields(), client.fields(), client.fields()]);
    expect(first?.status).toBe('rejected');
    expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('that is wrong is refused at both and ends with what to renew', async () => {
    const { client, proxy } = await startJiraSite({ size: 1, fields: { token: 'wrong' } });
    await expect(client.fields()).rejects.toThrow(AuthenticationError);
    expect(proxy.requests.map(({ path }) => path.replace(/jira\/[^/]+/, 'jira/id'))).toEqual([
      '/rest/api/3/field',
      '/_edge/tenant_info',
      '/ex/jira/id/rest/api/3/field',
    ]);
  });

  it.each([
    ['is no Jira site', { status: 404, body: '<html>Not found</html>', contentType: 'text/html' }],
    ['answers with something else', { status: 200, body: { cloudId: '../evil' } }],
    ['answers without an id', { status: 200, body: {} }],
  ])('for an address that %s is refused, and sent nowhere else', async (_, answer) => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(({ path }) => (path === '/_edge/tenant_info' ? answer : unauthorized));
    await expect(client.fields()).rejects.toThrow(AuthenticationError);
    expect(proxy.requests).toHaveLength(2);
  });

  it('that was taken and is then refused was revoked: the gateway is not tried', async () => {
    const { client, proxy } = await startJiraSite({ size: 1 });
    await client.fields();
    proxy.interpose(() => unauthorized);
    await expect(client.fields()).rejects.toThrow(AuthenticationError);
    expect(proxy.requests).toHaveLength(2);
  });

  it('without a scope is a matter of rights, and says of which endpoint', async () => {
    const { client } = await startJiraSite({
      size: 1,
      keyring: 'scoped token',
      withoutScopes: ['/rest/agile/'],
    });
    await client.fields();
    const refused = client.boardPage('10000', 0);
    await expect(refused).rejects.toThrow(PermissionError);
    await expect(refused).rejects.toThrow(/no scope for \/rest\/agile\/1.0\/board of Jira/);
  });
});

describe('an OAuth connection', () => {
  it('is used at the gateway, with the address of the site it is for', async () => {
    const { simulator, client, laterClient, proxy } = await startJiraSite({ size: 30, keyring: 'oauth' });
    const pages = await walkAll(issues, client);
    expect(itemsOf(pages, 'issues')).toHaveLength(30);
    expect(itemsOf(pages, 'issues')[0]?.data?.item_url_field).toMatch(
      new RegExp(`^${simulator.url}/browse/`),
    );
    expect(proxy.requests.filter(isAtSite)).toEqual([]);
    expect(await laterClient().site()).toBe(simulator.url);
    const discoveries = proxy.requests.filter(({ path }) => path === '/oauth/token/accessible-resources');
    expect(discoveries).toHaveLength(1);
    expect(proxy.requests.every(({ headers }) => headers.authorization?.startsWith('Bearer '))).toBe(true);
  });

  const site = (id: string, name: string, scopes: string[]) => ({
    id,
    name,
    url: `https://${name}.example`,
    scopes,
  });
  const [acme, other] = ['a', 'b'].map((letter) => letter.repeat(36));

  it.each([
    [
      'the chosen one',
      acme,
      [site(acme ?? '', 'acme', ['read:jira-work']), site(other ?? '', 'other', ['read:jira-work'])],
      'https://acme.example',
    ],
    [
      'the only one, named for two products',
      '',
      [site(acme ?? '', 'acme', ['read:confluence']), site(acme ?? '', 'acme', ['read:jira-work'])],
      'https://acme.example',
    ],
  ])('finds %s', async (_, cloudId, sites, expected) => {
    const { client, proxy } = await startScriptedSite({ access_token: 'eyJ', cloud_id: cloudId ?? '' });
    proxy.interpose(() => ({ status: 200, body: sites }));
    expect(await client.site()).toBe(expected);
  });

  it.each([
    [
      'several and none was chosen',
      '',
      [site(acme ?? '', 'acme', ['read:jira-work']), site(other ?? '', 'other', ['read:jira-work'])],
      /acme, other/,
    ],
    ['one, but another was chosen', other, [site(acme ?? '', 'acme', ['read:jira-work'])], /may use: acme\./],
    ['none with Jira', '', [site(acme ?? '', 'acme', ['read:confluence'])], /may use: none\./],
    ['none at all', '', [], /may use: none\./],
  ])('that may use %s says so, and takes no other', async (_, cloudId, sites, sentence) => {
    const { client, proxy } = await startScriptedSite({ access_token: 'eyJ', cloud_id: cloudId ?? '' });
    proxy.interpose(() => ({ status: 200, body: sites }));
    await expect(client.site()).rejects.toThrow(ConfigurationError);
    await expect(client.site()).rejects.toThrow(sentence);
  });
});
