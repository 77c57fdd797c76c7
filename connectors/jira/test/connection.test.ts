import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { basicCredential, connection, siteOrigin } from '../src/connection.js';

const valid = { site: 'acme.atlassian.net', email: 'ada@acme.example', token: 'ATATT3xSecret' };

/** As core words a refusal: field and reason. */
function refusals(fields: Record<string, unknown>): string[] {
  const result = z.safeParse(connection.schema, fields);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the site', () => {
  it.each([
    ['acme', 'https://acme.atlassian.net'],
    ['Acme', 'https://acme.atlassian.net'],
    ['acme/', 'https://acme.atlassian.net'],
    ['https://acme', 'https://acme.atlassian.net'],
    ['  acme.atlassian.net\n', 'https://acme.atlassian.net'],
    ['ACME.atlassian.NET', 'https://acme.atlassian.net'],
    ['acme.atlassian.net/', 'https://acme.atlassian.net'],
    ['https://acme.atlassian.net/jira/software/projects/KAN/boards/1?a=b#c', 'https://acme.atlassian.net'],
    ['HTTPS://acme.atlassian.net', 'https://acme.atlassian.net'],
    ['365', 'https://365.atlassian.net'],
    ['acme.jira.com', 'https://acme.jira.com'],
    ['issues.acme.example:8443', 'https://issues.acme.example:8443'],
    ['https://acme.atlassian.net:443', 'https://acme.atlassian.net'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
  ])('%j means %s', (typed, origin) => {
    expect(siteOrigin(typed)).toBe(origin);
    expect(z.parse(connection.schema, { ...valid, site: typed }).site).toBe(origin);
  });

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/jira', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['localhost:8080', 'https://localhost:8080'],
    ['http://acme.atlassian.net', 'https://acme.atlassian.net'],
    ['http://acme', 'https://acme.atlassian.net'],
    ['http://192.168.0.10', 'https://192.168.0.10'],
    ['http://localhost.evil.example', 'https://localhost.evil.example'],
    ['http://127.0.0.1.evil.example', 'https://127.0.0.1.evil.example'],
  ])('%s becomes %s: plain http only on this machine', (typed, origin) => {
    expect(siteOrigin(typed)).toBe(origin);
  });

  it.each([
    '',
    '   ',
    'https://',
    'two words',
    'acme .atlassian.net',
    'https://acme.atlassian.net:99999',
    'acme_corp',
    // Half an address: completing it would send the credential to a stranger's site.
    'ftp://acme.atlassian.net',
    'https//acme.atlassian.net',
    'https:acme.atlassian.net',
    'ada@acme.example',
    'https://ada:secret@acme.atlassian.net',
    'https://acme.atlassian.net@evil.example',
  ])('%j is refused', (typed) => {
    expect(siteOrigin(typed)).toBeUndefined();
    expect(refusals({ ...valid, site: typed })).toEqual([
      'site: not the address of a Jira site, such as acme.atlassian.net',
    ]);
  });
});

describe('a refused connection', () => {
  it.each([
    ['site', 'canary value'],
    ['site', 4711],
    ['email', 'canary-value'],
    ['email', 'canary @value'],
    ['email', 4711],
    ['token', ''],
    ['token', 4711],
    ['token', ['canary']],
  ])('names %s and never says %j', (field, value) => {
    const said = refusals({ ...valid, [field]: value });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${field}: .+`));
    expect(said.join()).not.toMatch(/canary|4711/);
  });

  it('names every field that is missing', () => {
    expect(refusals({}).map((said) => said.split(':')[0])).toEqual(['site', 'email', 'token']);
  });

  it('keeps tokens, and only them, secret', () => {
    expect(connection.secretFields).toEqual(['token', 'access_token']);
  });

  it('of OAuth needs nothing but the access token', () => {
    expect(refusals({ access_token: 'eyJ' })).toEqual([]);
    expect(refusals({ access_token: '' })).toEqual(['access_token: missing']);
    expect(refusals({ access_token: 'eyJ', cloud_id: 'a b/../c' })).toEqual([
      'cloud_id: not the id of a site',
    ]);
  });
});

describe('the text of the keyring for API tokens', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('is e-mail and token', () => {
    expect(basicCredential(base64('ada@acme.example:ATATT3x=Se:cret'))).toEqual({
      email: 'ada@acme.example',
      token: 'ATATT3x=Se:cret',
    });
  });

  it.each([
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    base64('no address:token'),
    base64('ada@acme.example'),
    base64('ada@acme.example:two words'),
    '',
  ])('is not %j', (accessToken) => {
    expect(basicCredential(accessToken)).toBeUndefined();
  });
});
