import type { OAuthConnection, SecretConnection, SnapInDescription } from '@airdrop-connectors/core/snap-in';
import { expect, test } from 'vitest';
import { checkDescription, manifestChecks } from '../src/manifest/check-description.js';
import { example } from './example-snap-in.js';

const [oauth, token] = example.connections as readonly [OAuthConnection, SecretConnection];
const size = {
  kind: 'number',
  label: 'Size',
  description: 'Boxes that are larger are left out.',
  least: 1,
  most: 9,
  defaultValue: 5,
} as const;
const secret = (change: Partial<SecretConnection>): SnapInDescription => ({
  ...example,
  connections: [{ ...token, ...change }],
});
const oauthWith = (change: Partial<OAuthConnection>): SnapInDescription => ({
  ...example,
  connections: [{ ...oauth, ...change }],
});

/** One thing wrong each, and the check that must notice. */
const broken: readonly [code: keyof typeof manifestChecks, what: string, snapIn: SnapInDescription][] = [
  ['P1', 'a slug with capitals', { ...example, slug: 'Airdrop Boxes' }],
  ['P2', 'a system in small letters', { ...example, systemName: 'boxes' }],
  ['P3', 'no way to connect', { ...example, connections: [] }],
  ['P3', 'two ways with one id', { ...example, connections: [token, token] }],
  ['P3', 'an id with spaces', secret({ id: 'boxes token' })],
  ['P4', 'no description', { ...example, description: ' ' }],
  ['P4', 'a connection without a name', secret({ name: '' })],
  ['P5', 'no field', secret({ fields: [], transform: '""' })],
  ['P5', 'two fields and no transform', { ...example, connections: [withoutTransform(token)] }],
  ['P5', 'a field the transform leaves out', secret({ transform: '.token' })],
  ['P6', 'plain http', secret({ verification: { url: 'http://[SUBDOMAIN].boxes.example/me' } })],
  [
    'P6',
    'a subdomain that is asked for and not used',
    secret({ verification: { url: 'https://boxes.example/me' } }),
  ],
  ['P6', 'half an address', oauthWith({ tokenUrl: '/token' })],
  [
    'P7',
    'a placeholder of the other kind',
    secret({ verification: { ...token.verification, headers: { a: '[ACCESS_TOKEN]' } } }),
  ],
  [
    'P8',
    'a token in an address',
    secret({ verification: { url: 'https://[SUBDOMAIN].boxes.example/[API_KEY]' } }),
  ],
  ['P9', 'no scope', oauthWith({ scopes: [] })],
  ['P9', 'a scope without a reason', oauthWith({ scopes: [{ value: 'read', reason: '' }] })],
  [
    'P10',
    'an organisation without a name',
    oauthWith({ organization: { url: 'https://boxes.example', jq: '{id: .id}' } }),
  ],
  ['P11', 'a default that cannot be chosen', { ...example, options: { size: { ...size, defaultValue: 0 } } }],
  ['P11', 'an option without text', { ...example, options: { size: { ...size, description: '' } } }],
  ['P11', 'a name in another form', { ...example, options: { 'Box size': size } }],
  ['P11', 'a name that core has', { ...example, options: { limit_share_percent: size } }],
];

test('the example has no finding', () => {
  expect(checkDescription(example)).toEqual([]);
});

test.each(broken)('%s notices %s', (code, _what, snapIn) => {
  const findings = checkDescription(snapIn);
  expect(findings.map((finding) => finding.code)).toContain(code);
  for (const { path, problem, fix } of findings) {
    expect(path).not.toBe('');
    expect(problem).not.toBe('');
    expect(fix).toMatch(/[.]$/);
  }
});

test('every check has something it notices', () => {
  expect(new Set(broken.map(([code]) => code))).toEqual(new Set(Object.keys(manifestChecks)));
});

function withoutTransform({ transform: _, ...rest }: SecretConnection): SecretConnection {
  return rest;
}
