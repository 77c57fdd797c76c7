import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readArguments } from '../src/arguments.js';
import { askedWish } from '../src/interview.js';
import { createAsker } from '../src/questions.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const openapi = fileURLToPath(new URL('documents/billing.yaml', import.meta.url));
const asked = async (args: readonly string[], lines: readonly string[]) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(lines.map((line) => `${line}\n`).join(''));
  const wish = await askedWish(createAsker(input, output), readArguments(args), root);
  return { wish, said: String(output.read()) };
};

it('empty answers are the usual ones', async () => {
  const { wish, said } = await asked([], ['acme-desk', '', '', '', '', '']);
  expect(wish).toEqual({
    name: 'acme-desk',
    display: 'Acme Desk',
    openapi: undefined,
    objects: undefined,
    choices: { auth: 'token', paging: 'cursor', reverse: 'no' },
  });
  expect(said).toContain('Name that people read [Acme Desk]: ');
  expect(said).toContain('paging: cursor, offset, link, none [cursor]: ');
});

it('answers that cannot be taken are asked for again, each with its reason', async () => {
  const lines = ['Acme', 'jira', 'acme-desk', 'nowhere.yaml', openapi, '', 'magic', 'basic', 'none', 'no'];
  const { wish, said } = await asked([], lines);
  expect(wish).toMatchObject({
    name: 'acme-desk',
    display: 'Acme Billing',
    openapi,
    choices: { auth: 'basic', paging: 'none', reverse: 'no' },
  });
  for (const reason of [/"Acme" is no name/, /connectors\/jira is there/, /\(ENOENT\)/, /not "magic"/])
    expect(said).toMatch(reason);
});

it('what is given is not asked for, and refused at once', async () => {
  const { wish } = await asked(['acme-desk', '--auth', 'oauth2', '--reverse', 'no'], ['', 'Acme', 'link']);
  expect(wish).toMatchObject({ display: 'Acme', choices: { auth: 'oauth2', paging: 'link', reverse: 'no' } });
  await expect(asked(['acme-desk', '--auth', 'magic'], [])).rejects.toThrow(/not "magic"/);
  await expect(asked(['jira'], [])).rejects.toThrow(/is there already/);
});
