import type { Stream } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import type { JiraClient } from '../src/client.js';
import { deletedIssues } from '../src/streams/deleted-issues.js';
import { issues } from '../src/streams/issues.js';
import { everythingOnRequest as options } from './chosen-options.js';
import { DEMO_PROJECT, type JiraSite, SERVICE_DESK, startJiraSite, WORLD_TIME } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const window = { from: new Date(WORLD_TIME - 300_000).toISOString() };

/** What a run over a project delivers of one kind, in the order of delivery. */
async function deliver(
  { client }: JiraSite,
  {
    of: stream = issues,
    unit = DEMO_PROJECT,
    feed,
  }: { of?: Stream<JiraClient>; unit?: typeof DEMO_PROJECT; feed: string },
) {
  return itemsOf(await walkAll(stream, client, { options, externalSyncUnit: unit, window }), feed);
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

function truthIds({ simulator }: JiraSite, unit: string, kind: string): string[] {
  return [...simulator.truth(unit), ...(simulator.truthOnRequest?.(unit) ?? [])]
    .filter((object) => object.kind === kind && object.gone !== true)
    .map(({ id }) => id);
}

/** A site where what the first project has lost is known by its ids. */
async function siteAfter(changes: { moves?: number; hides?: number }) {
  const site = await startJiraSite({ size: 60, administrator: true });
  const before = truthIds(site, DEMO_PROJECT.id, 'issue');
  site.simulator.applyChanges({ seed: 1, edits: 0, ...changes });
  const left = new Set(truthIds(site, DEMO_PROJECT.id, 'issue'));
  return { site, lost: before.filter((id) => !left.has(id)) };
}

describe('issues moved to another project', () => {
  it('leave their old project without a word: they are not deleted', async () => {
    const { site, lost } = await siteAfter({ moves: 3 });
    expect(lost).toHaveLength(3);
    for (const feed of ['issues', 'requests', 'deletions'])
      expect(await deliver(site, { feed }), feed).toEqual([]);
    expect(await deliver(site, { of: deletedIssues, feed: 'deletions' })).toEqual([]);
  });

  it('arrive in the new one under the same ids, with everything that hangs on them', async () => {
    const { site, lost } = await siteAfter({ moves: 3 });
    const ofUnit = { unit: SERVICE_DESK };
    const arrived = await deliver(site, { ...ofUnit, feed: 'requests' });
    expect(idsOf(arrived)).toEqual(lost);
    for (const { data } of arrived) expect(data?.key).toMatch(/^OPS-\d+$/);
    for (const [feed, kind] of [
      ['comments', 'comment'],
      ['worklogs', 'worklog'],
      ['attachments', 'attachment'],
      ['changes', 'change'],
    ] as const) {
      const known = new Set(truthIds(site, SERVICE_DESK.id, kind));
      const fresh = await startJiraSite({ size: 60 });
      for (const id of truthIds(fresh, SERVICE_DESK.id, kind)) known.delete(id);
      expect(known.size, feed).toBeGreaterThan(0);
      expect(idsOf(await deliver(site, { ...ofUnit, feed })).sort(), feed).toEqual([...known].sort());
    }
  });
});

describe('issues the account may no longer see', () => {
  it('are not taken for deleted', async () => {
    const { site, lost } = await siteAfter({ hides: 4 });
    expect(lost).toHaveLength(4);
    expect(await deliver(site, { feed: 'issues' })).toEqual([]);
    expect(await deliver(site, { feed: 'deletions' })).toEqual([]);
    expect(await deliver(site, { of: deletedIssues, feed: 'deletions' })).toEqual([]);
  });

  it('cost the others nothing, also when they vanish between two pages', async () => {
    const site = await startJiraSite({ size: 250 });
    const pages = await walkAll(issues, site.client, {
      afterPage: (page) => {
        if (page === 1) site.simulator.applyChanges({ seed: 1, edits: 0, hides: 20 });
      },
    });
    const delivered = new Set(idsOf(itemsOf(pages, 'issues')));
    expect(truthIds(site, DEMO_PROJECT.id, 'issue').filter((id) => !delivered.has(id))).toEqual([]);
  });

  it('can be issues whose further comments were about to be read', async () => {
    const site = await startJiraSite({ size: 60 });
    const { client, proxy } = site;
    proxy.interpose(({ path }) =>
      /\/issue\/\d+\/comment$/.test(path)
        ? {
            status: 404,
            body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
          }
        : undefined,
    );
    const comments = itemsOf(await walkAll(issues, client), 'comments');
    const perIssue = new Map<unknown, number>();
    for (const { data } of comments) perIssue.set(data?.issue, 1 + (perIssue.get(data?.issue) ?? 0));
    expect(Math.max(...perIssue.values())).toBe(20);
  });
});

describe('a project whose key has changed', () => {
  it('does not bring its issues again, and changed ones come under the new key', async () => {
    const site = await startJiraSite({ size: 40 });
    site.simulator.applyChanges({ seed: 1, edits: 0, renamesUnit: true });
    expect(await deliver(site, { feed: 'issues' })).toEqual([]);
    site.simulator.applyChanges({ seed: 2, edits: 5 });
    const changed = await deliver(site, { feed: 'issues' });
    expect(changed).toHaveLength(6);
    for (const { data } of changed) expect(data?.key).toMatch(/^DEMOX-\d+$/);
  });

  it('has deletions under either key', async () => {
    const site = await startJiraSite({ size: 40, administrator: true });
    site.simulator.applyChanges({ seed: 1, edits: 0, deletions: 1 });
    site.simulator.applyChanges({ seed: 2, edits: 0, renamesUnit: true });
    site.simulator.applyChanges({ seed: 3, edits: 0, deletions: 1 });
    const deleted = await deliver(site, { of: deletedIssues, feed: 'deletions' });
    expect(deleted.map(({ data }) => data?.key)).toEqual(['DEMOX-900002', 'DEMO-900001']);
  });
});
