import { expect, test } from 'vitest';
import { isPrivateAddress, isPrivateHost } from '../../src/http/private-addresses.js';
import { redirectTarget } from '../../src/http/redirects.js';

const names: Readonly<Record<string, string[]>> = {
  'acme.example': ['203.0.113.10'],
  'files.example': ['198.51.100.7'],
  'rebound.example': ['203.0.113.10', '10.0.0.5'],
  'jira.intranet.example': ['10.1.2.3'],
};
const resolveHost = async (host: string) => names[host] ?? [];

function follow(location: string, base: string) {
  const from = new URL('/files/1', base);
  return redirectTarget(location, from, new URL(base), {
    systemName: 'Toy',
    subject: 'GET /files/1',
    resolveHost,
  });
}

test.each([
  ['127.0.0.1', true],
  ['10.255.0.1', true],
  ['169.254.169.254', true],
  ['172.31.255.255', true],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:7f00:1', true],
  ['172.32.0.1', false],
  ['8.8.8.8', false],
  ['2001:4860:4860::8888', false],
])('%s is private: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate);
});

test('hosts in all their spellings', async () => {
  expect(await isPrivateHost('localhost', resolveHost)).toBe(true);
  expect(await isPrivateHost('[::1]', resolveHost)).toBe(true);
  expect(await isPrivateHost('rebound.example', resolveHost)).toBe(true);
  expect(await isPrivateHost('acme.example', resolveHost)).toBe(false);
  expect(await isPrivateHost('nowhere.example', resolveHost)).toBe(false);
  // What a URL makes of numbers in other notations is an address in the usual one.
  expect(await isPrivateHost(new URL('http://2130706433/').hostname, resolveHost)).toBe(true);
});

test('a public system may hand over to another public one', async () => {
  const files = await follow('https://files.example/x?sig=1', 'https://acme.example');
  expect(files).toMatchObject({ url: { href: 'https://files.example/x?sig=1' }, mustBePublic: true });
  const own = await follow('/elsewhere', 'https://acme.example');
  expect(own).toMatchObject({ url: { href: 'https://acme.example/elsewhere' }, mustBePublic: false });
});

test.each(['http://169.254.169.254/latest/meta-data', 'http://localhost:9200/', 'http://rebound.example/'])(
  'a public system may not lead to %s',
  async (location) => {
    await expect(follow(location, 'https://acme.example')).rejects.toMatchObject({
      code: 'redirect_to_private_address',
    });
  },
);

test('a system inside the network may', async () => {
  const far = await follow('http://10.9.9.9/file', 'https://jira.intranet.example');
  expect(far).toMatchObject({ url: { host: '10.9.9.9' }, mustBePublic: false });
  const near = await follow('http://127.0.0.1:81/file', 'http://127.0.0.1:80');
  expect(near).toMatchObject({ url: { host: '127.0.0.1:81' }, mustBePublic: false });
});
