import { expect, it } from 'vitest';
import { connector } from '../src/connector.js';
import { startPortal, WORLD_TIME } from './hubspot-portal.js';
import { walk } from './walk-stream.js';

const hour = 3_600;
/** Requests that metadata makes in each run, which `standard-properties.test.ts` lists. */
const configuration = 7;

/** Requests of a run without changes that reads every stream that has rested for so long. */
async function requestsAfter(restedSeconds: number): Promise<number> {
  const { client, requests } = await startPortal();
  // What an import has found out is remembered.
  await client.account();
  let calls = configuration;
  for (const stream of connector.streams.filter(({ restSeconds }) => restSeconds <= restedSeconds)) {
    const before = requests.length;
    await walk(stream, client, { window: { from: new Date(WORLD_TIME).toISOString() } });
    calls += requests.length - before - configuration;
  }
  return calls;
}

it.each([
  ['minutes after another', 0, 12],
  ['every hour', hour, 25],
  ['every five hours', 5 * hour, 30],
])('a run %s makes as few requests as the decision says', async (_, restedSeconds, calls) => {
  expect(await requestsAfter(restedSeconds)).toBe(calls);
});
