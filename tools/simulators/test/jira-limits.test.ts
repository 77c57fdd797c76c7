import { describe, expect, it } from 'vitest';
import { pointsOf } from '../src/jira/limits/points-quota.js';
import { startSite } from './site-client.js';

const HOUR = 3_600_000;
const AT = Date.UTC(2025, 10, 3, 12);

/** A site whose clock the test moves. */
async function limitedSite(limits: string) {
  let time = AT;
  const site = await startSite({ size: 5_100, seed: 8, now: () => time, limits });
  return {
    ...site,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** Ids only: the largest pages there are. */
const page = { jql: 'project = 10000 AND updated >= 0', maxResults: 5_000, fields: ['id'] };
const pagePoints = 5_001;

describe('bursts', () => {
  it('take as many requests a second as the endpoint does, each endpoint by itself', async () => {
    const { get, pass, simulator } = await limitedSite('api-token');
    const ask = async (times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => get('/rest/api/3/field')));
      return answers.filter(({ status }) => status === 429);
    };
    expect(await ask(100)).toEqual([]);
    const [refused] = await ask(1);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(refused?.headers.get('ratelimit-reason')).toBe('jira-burst-based');
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused?.headers.get('x-ratelimit-reset')).toBe(new Date(AT + 1000).toISOString());
    expect((await get('/rest/api/3/priority/search')).status).toBe(200);
    expect(simulator.refusals?.()).toEqual(new Map([['GET /rest/api/3/field', 1]]));
    pass(500);
    expect(await ask(51)).toHaveLength(1);
  });

  it('are told by every answer, with a warning near the end', async () => {
    const { get } = await limitedSite('api-token');
    const { headers } = await get('/rest/api/3/field');
    expect(headers.get('x-ratelimit-limit')).toBe('100');
    expect(headers.get('x-ratelimit-remaining')).toBe('99');
    expect(headers.get('x-ratelimit-nearlimit')).toBeNull();
    await Promise.all(Array.from({ length: 80 }, () => get('/rest/api/3/field')));
    const late = await get('/rest/api/3/field');
    expect(late.headers.get('x-ratelimit-nearlimit')).toBe('true');
  });
});

describe('the quota of points', () => {
  it.each([
    ['GET /rest/api/3/issue/{issueIdOrKey}', { id: '1' }, 2],
    ['POST /rest/api/3/search/jql', { issues: Array.from({ length: 100 }) }, 101],
    ['GET /rest/api/3/group/member', { values: Array.from({ length: 8 }) }, 17],
    ['GET /rest/api/3/users/search', Array.from({ length: 50 }), 101],
    ['POST /rest/api/3/issue/{issueIdOrKey}/comment', { id: '1' }, 1],
  ])('%s costs what the vendor says', (endpoint, json, points) => {
    expect(pointsOf(endpoint, json)).toBe(points);
  });

  it('is a wall until the full hour, whatever is asked for', async () => {
    const { post, get, pass } = await limitedSite('oauth');
    const quota = 65_000;
    const pages = Math.ceil(quota / pagePoints);
    let told = '';
    for (let count = 0; count < pages; count += 1) {
      pass(20);
      const { status, headers } = await post('/rest/api/3/search/jql', page);
      expect(status).toBe(200);
      const left = quota - (count + 1) * pagePoints;
      if (left >= quota * 0.2) expect(headers.get('ratelimit')).toBeNull();
      else told = headers.get('ratelimit') ?? '';
    }
    expect(told).toMatch(/^"global-app-quota";r=0;t=3\d{3}$/);
    const { status, headers } = await get('/rest/api/3/field');
    expect(status).toBe(429);
    expect(headers.get('ratelimit-reason')).toBe('jira-quota-global-based');
    expect(headers.get('retry-after')).toBe(String(HOUR / 1000 - Math.floor((pages * 20) / 1000)));
    expect(headers.get('x-ratelimit-reset')).toBe('2025-11-03T13:00Z');
    pass(HOUR - pages * 20);
    expect((await get('/rest/api/3/field')).status).toBe(200);
  });
});

it('limits of another name are refused, and none are played when none are named', async () => {
  await expect(limitedSite('unlimited')).rejects.toThrow(/knows no limits "unlimited"/);
  const { get } = await startSite({ size: 1, seed: 1 });
  expect((await get('/rest/api/3/field')).headers.get('x-ratelimit-limit')).toBeNull();
});
