import { describe, expect, test } from 'vitest';
import { connectionOf } from '../src/sync-run/connection-source.js';
import { createFigureReader } from '../src/sync-run/connector-figures.js';
import { createRedactor } from '../src/sync-run/redaction.js';

const fields = {
  site: 'https://acme.example.com/x',
  email: 'me@acme.example.com',
  token: 'canary "token" 1',
};

describe('redaction', () => {
  const { secrets, data } = connectionOf('jira', fields);
  const redact = createRedactor(secrets);

  test('blanks out a credential, also escaped, as a whole key and as basic authentication', () => {
    const basic = Buffer.from(`${fields.email}:${fields.token}`).toString('base64');
    expect(redact(`a ${fields.token} b`)).toBe('a [redacted] b');
    expect(redact(JSON.stringify({ token: fields.token }))).toBe('{"token":"[redacted]"}');
    expect(redact(`key ${data.key}`)).toBe('key [redacted]');
    expect(redact(JSON.stringify({ key: data.key }))).toBe('{"key":"[redacted]"}');
    expect(redact(`Authorization: Basic ${basic}`)).toBe('Authorization: Basic [redacted]');
  });

  test('leaves addresses and names readable', () => {
    expect(redact(`${fields.site} ${fields.email}`)).toBe(`${fields.site} ${fields.email}`);
  });
});

test.each([
  [{ site: 'https://acme.example.com/x' }, 'acme.example.com'],
  [{ site: 'acme.example.com/x' }, 'acme.example.com'],
  [{ subdomain: 'acme' }, 'acme'],
  [{ token: 'abc' }, 'jira'],
])('the organisation of %o is %s', (connection, organisation) => {
  expect(connectionOf('jira', connection).data).toMatchObject({ orgId: organisation, orgName: organisation });
});

test('calls add up over invocations, skipped is the largest number seen', () => {
  const reader = createFigureReader();
  expect(reader.total()).toEqual({ calls: null, skipped: 0 });
  for (const lines of [
    ['{"calls": 2}', '{"calls": 5, "skipped": 1}', 'plain "calls"'],
    ['{"calls": 3, "skipped": 4}'],
    ['{"calls": 1, "skipped": 0}'],
  ]) {
    for (const line of lines) reader.read(line);
    reader.endInvocation();
  }
  expect(reader.total()).toEqual({ calls: 9, skipped: 4 });
});
