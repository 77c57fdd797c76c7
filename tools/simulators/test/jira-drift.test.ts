import { expect, it } from 'vitest';
import { type Json, type SiteClient, startSite } from './site-client.js';

const START = Date.UTC(2025, 10, 3, 12);

/** A site whose clock stands at `START`, and a day later from the drift on. */
async function driftingSite(seed = 3) {
  let now = START;
  const site = await startSite({ size: 120, seed: 8, now: () => now });
  return {
    site,
    drift: () => {
      now += 86_400_000;
      return site.simulator.applyDrift?.(seed);
    },
  };
}

const namesOf = (rows: readonly Json[]) => rows.map((row) => row.text('name'));

async function configuration({ get }: SiteClient): Promise<string[]> {
  const types = (await get('/rest/api/3/project/10000/statuses')).json.list();
  const priorities = (await get('/rest/api/3/priority/search?maxResults=50')).json.list('values');
  const fields = (await get('/rest/api/3/field')).json.list();
  return [
    ...namesOf(fields),
    ...namesOf(priorities),
    ...types.flatMap((type) => namesOf(type.list('statuses'))),
  ];
}

/** Ids of fields by name. */
async function keysOf({ get }: SiteClient): Promise<Map<string, string>> {
  const fields = (await get('/rest/api/3/field')).json.list();
  return new Map(fields.map((field) => [field.text('name'), field.text('id')]));
}

const issuesOf = (site: SiteClient, since = 0) =>
  site.searchAll(`project = 10000 AND updated >= ${since} ORDER BY updated ASC, key ASC`, {
    fields: ['*all'],
  });

it('changes the names the site lists, as the summary says', async () => {
  const { site, drift } = await driftingSite();
  const before = await configuration(site);
  const summary = drift();
  const after = await configuration(site);
  expect(summary?.appeared).toHaveLength(3);
  expect(summary?.vanished).toHaveLength(3);
  for (const name of summary?.appeared ?? [])
    expect([before, after].map((names) => names.includes(name))).toEqual([false, true]);
  for (const name of summary?.vanished ?? [])
    expect([before, after].map((names) => names.includes(name))).toEqual([true, false]);
});

it('edits the issues it names, which use what is new, and leaves all others as they were', async () => {
  const { site, drift } = await driftingSite();
  const keysBefore = await keysOf(site);
  const before = new Map((await issuesOf(site)).map((issue) => [issue.text('id'), issue]));
  const summary = drift();
  const retired = keysBefore.get(summary?.retiredField ?? '');
  const added = (await keysOf(site)).get(summary?.addedField ?? '') ?? '';
  expect(retired).toMatch(/^customfield_/);
  const edited = await issuesOf(site, START + 1);
  expect(edited.map((issue) => issue.text('id')).sort()).toEqual([...(summary?.rootIds ?? [])].sort());
  const waiting = edited.filter((issue) => issue.text('fields', 'status', 'name') === 'Waiting for parts');
  expect([edited.length, waiting.length]).toEqual([6, 3]);
  for (const issue of edited) {
    expect(issue.text('fields', added)).toMatch(/^Answer of /);
  }
  for (const issue of await issuesOf(site)) {
    expect(issue.at('fields').keys()).not.toContain(retired);
    if (issue.at('fields', 'priority').value !== null)
      expect(issue.text('fields', 'priority', 'id')).not.toBe('5');
    if (summary?.rootIds.includes(issue.text('id'))) continue;
    expect(issue.at('fields', 'status')).toEqual(before.get(issue.text('id'))?.at('fields', 'status'));
    expect(issue.at('fields', added).value).toBeNull();
  }
});

it('is the same for the same seed, another for another, and played once', async () => {
  const summaries = await Promise.all([3, 3, 4].map(async (seed) => (await driftingSite(seed)).drift()));
  expect(summaries[1]).toEqual(summaries[0]);
  expect(summaries[2]).not.toEqual(summaries[0]);
  const { drift } = await driftingSite();
  drift();
  expect(drift).toThrow(/has changed already/);
});
