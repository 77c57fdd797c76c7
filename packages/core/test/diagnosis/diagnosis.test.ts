import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { defineConnection } from '../../src/connector/connection.js';
import { createDoctor } from '../../src/diagnosis/diagnosis.js';
import type { HttpClient } from '../../src/http/http-contract.js';
import { serve } from '../support/loopback-server.js';

const { signal } = new AbortController();
const connection = defineConnection({
  schema: z.object({ url: z.string(), token: z.string() }),
  secretFields: ['token'],
});

/** A system that tells its limit with every answer, and repeats the token it was given. */
const startSystem = (status: number) =>
  serve(({ headers }, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-limit': '700' });
    response.end(JSON.stringify({ message: `hello ${headers.authorization}` }));
  });

const diagnose = createDoctor(
  {
    systemName: 'Boxes',
    connection,
    createClient: ({ connection: { url, token }, createHttpClient }): HttpClient =>
      createHttpClient({
        baseUrl: url,
        headers: { authorization: token },
        budgets: [
          {
            name: 'requests',
            capacity: 100,
            perSeconds: 60,
            reading: ({ headers }) => ({ limit: Number(headers['x-limit']) }),
          },
        ],
        system: {
          name: 'Boxes',
          authenticationAdvice: 'Make a new token.',
          permissionAdvice: 'Ask an administrator.',
          errorMessage: (body) => /"message":"([^"]*)"/.exec(body)?.[1],
        },
      }),
  },
  async ({ client }) => {
    for (let box = 1; box <= 3; box += 1)
      await client.json({ path: `/boxes/${box}`, endpoint: '/boxes/{id}' });
    return { account: 'Ada', findings: [], units: [] };
  },
);

test('says what it asked, and the limits that the answers told', async () => {
  const { url } = await startSystem(200);
  expect(await diagnose(JSON.stringify({ url, token: 'canary-token' }), { signal })).toEqual({
    account: 'Ada',
    connection: 'token',
    findings: [],
    units: [],
    calls: { 'GET /boxes/{id}': 3 },
    limits: { requests: { capacity: 700, perSeconds: 60 } },
  });
});

test('what the system says about a refusal is passed on without the credential', async () => {
  const { url } = await startSystem(403);
  const refused = diagnose(JSON.stringify({ url, token: 'canary-token' }), { signal });
  await expect(refused).rejects.toThrow(/Ask an administrator/);
  await expect(refused).rejects.not.toThrow(/canary-token/);
});
