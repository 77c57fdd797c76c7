import { expect, test } from 'vitest';
import { listedRateHeader, policyRateHeaders, rateHeaders } from '../../src/http/rate-headers.js';

const now = Date.parse('2026-03-26T15:58:00.000Z');
const facts = (headers: Record<string, string>, status = 200) => ({ status, headers, bodyStart: '' });

test.each([
  [
    'seconds until the reset',
    { 'ratelimit-limit': '400', 'ratelimit-remaining': '395', 'ratelimit-reset': '47' },
    { limit: 400, remaining: 395, resetsInSeconds: 47 },
  ],
  [
    'a date without seconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-03-26T16:00Z' },
    { remaining: 0, resetsInSeconds: 120 },
  ],
  [
    'a time since the epoch, in the clock of the system',
    {
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': String(now / 1000 + 3_600 + 30),
      date: new Date(now + 3_600_000).toUTCString(),
    },
    { remaining: 1, resetsInSeconds: 30 },
  ],
  [
    'a reset in the past',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2020-01-01T00:00:00Z' },
    { remaining: 0, resetsInSeconds: 0 },
  ],
  ['the limit under the name of the header itself', { 'x-rate-limit': '200' }, { limit: 200 }],
  ['nothing', { 'content-type': 'text/html' }, undefined],
  ['what is no number', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-limit': '-1' }, undefined],
])('separate headers: %s', (_, headers, expected) => {
  expect(rateHeaders()(facts(headers as Record<string, string>), now)).toEqual(expected);
});

test('names of a single system can be given', () => {
  const read = rateHeaders({ limit: ['x-own-max'], remaining: ['x-own-left'] });
  expect(read(facts({ 'x-own-max': '190', 'x-own-left': '12', 'x-ratelimit-reset': '1' }), now)).toEqual({
    limit: 190,
    remaining: 12,
  });
});

test('the limit that a refusal names may be another one', () => {
  const headers = { 'x-ratelimit-limit': '300000', 'x-ratelimit-remaining': '0' };
  expect(rateHeaders()(facts(headers, 429), now)).toEqual({ remaining: 0 });
});

test('policies are told apart by name, in any order', () => {
  const headers = {
    'ratelimit-policy': '"burst";q=100;w=1, "global-app-quota";q=65000;w=3600',
    ratelimit: '"global-app-quota";r=11000;t=600,"burst";r=90;t=1',
  };
  expect(policyRateHeaders('global-app-quota')(facts(headers), now)).toEqual({
    limit: 65_000,
    remaining: 11_000,
    resetsInSeconds: 600,
  });
  expect(policyRateHeaders('burst')(facts(headers), now)).toEqual({
    limit: 100,
    remaining: 90,
    resetsInSeconds: 1,
  });
  expect(policyRateHeaders('other')(facts(headers), now)).toBeUndefined();
});

test('one header can list everything', () => {
  const read = listedRateHeader('x-exports');
  expect(read(facts({ 'x-exports': 'total=20; remaining=16; resets=47' }), now)).toEqual({
    limit: 20,
    remaining: 16,
    resetsInSeconds: 47,
  });
  expect(read(facts({}), now)).toBeUndefined();
});
