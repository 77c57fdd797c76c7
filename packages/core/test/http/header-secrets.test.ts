import { expect, test } from 'vitest';
import { secretsIn } from '../../src/http/header-secrets.js';

const basic = (text: string) => Buffer.from(text).toString('base64');

test.each<[string, Record<string, string>, string[]]>([
  ['a bearer token', { authorization: 'Bearer eyJ.canary' }, ['eyJ.canary']],
  [
    'what Basic authorization holds',
    { Authorization: `Basic ${basic('ada@acme.example:can:ary')}` },
    [basic('ada@acme.example:can:ary'), 'can:ary'],
  ],
  ['Basic authorization without a colon', { authorization: `Basic ${basic('canary')}` }, [basic('canary')]],
  ['headers named after what they hold', { 'x-api-key': 'canary', cookie: 'a=b' }, ['canary', 'a=b']],
  ['nothing in other headers', { accept: 'application/json' }, []],
])('finds %s', (_what, headers, secrets) => {
  expect(secretsIn(headers)).toEqual(secrets);
});
