import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readAttachments } from '../src/jira/world/attachments.js';
import { applyChanges } from '../src/jira/world/changes.js';
import { readComments } from '../src/jira/world/comments.js';
import { issueCount, readIssue } from '../src/jira/world/issues.js';
import type { World } from '../src/jira/world/model.js';
import { walkIssues } from '../src/jira/world/order.js';
import { createTimeline } from '../src/jira/world/timeline.js';
import { createWorld } from '../src/jira/world/world.js';
import { createZone } from '../src/jira/world/zone.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);

function world(size: number, seed = 5): World {
  return createWorld({
    seed,
    size,
    now: () => AT,
    indexLagMs: 0,
    timeZone: 'Etc/UTC',
    maxAttachmentBytes: 24_000,
    siteUrl: () => '',
  });
}

function firstProject(made: World) {
  const [project] = made.projects;
  if (project === undefined) throw new Error('The world has no project.');
  return project;
}

function collectedHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('timeline', () => {
  it.each([1, 255, 300, 2000])('places each of %i issues in exactly one slot, in order of time', (size) => {
    const timeline = createTimeline(size, 11);
    const seen = new Set<number>();
    for (let slot = 0; slot < size; slot++) {
      const index = timeline.indexAtSlot(slot);
      seen.add(index);
      expect(timeline.updatedAt(index)).toBe(timeline.updatedAtSlot(slot));
      expect(timeline.createdAt(index)).toBeLessThan(timeline.updatedAt(index));
      if (slot > 0) {
        const before = timeline.updatedAtSlot(slot - 1);
        expect(before).toBeLessThanOrEqual(timeline.updatedAtSlot(slot));
        // Equal times are ordered by key.
        if (before === timeline.updatedAtSlot(slot))
          expect(timeline.indexAtSlot(slot - 1)).toBeLessThan(index);
      }
      expect(timeline.firstSlotAtOrAfter(timeline.updatedAtSlot(slot))).toBeLessThanOrEqual(slot);
    }
    expect(seen.size).toBe(size);
    expect(timeline.firstSlotAtOrAfter(Number.POSITIVE_INFINITY)).toBe(size);
    expect(timeline.firstSlotAtOrAfter(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it('does not follow the order of keys, shares milliseconds, and has more than a page in one second', () => {
    const timeline = createTimeline(300, 11);
    const times = Array.from({ length: 300 }, (_, index) => timeline.updatedAt(index));
    expect(times.filter((time, index) => index > 0 && time < (times[index - 1] ?? 0)).length).toBeGreaterThan(
      40,
    );
    expect(new Set(times).size).toBeLessThan(200);
    const perSecond = new Map<number, number>();
    for (const time of times) {
      const second = Math.floor(time / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(Math.max(...perSecond.values())).toBeGreaterThan(100);
  });

  it('lies between 2023 and 2025 whatever the size', () => {
    for (const size of [1, 300, 1_000_000]) {
      const timeline = createTimeline(size, 3);
      expect(timeline.createdAt(0)).toBeGreaterThanOrEqual(Date.UTC(2023, 0, 1));
      expect(timeline.updatedAtSlot(size - 1)).toBeLessThan(Date.UTC(2026, 0, 1));
    }
  });
});

describe('orders', () => {
  it.each(['updated', 'created', 'key', 'id'] as const)(
    'walks %s both ways, from any place, after changes',
    (column) => {
      const made = world(150);
      applyChanges(made, { seed: 1, edits: 20, at: Date.UTC(2024, 2, 1) });
      const projects = made.projects;
      const up = [...walkIssues({ projects, column, direction: 'ascending' })];
      const down = [...walkIssues({ projects, column, direction: 'descending' })].reverse();
      expect(up.map(({ key }) => key)).toEqual(down.map(({ key }) => key));
      expect(up).toHaveLength(projects.reduce((total, project) => total + issueCount(project), 0));
      for (const place of [0, 1, 77, up.length - 1]) {
        const after = up[place]?.key;
        expect([...walkIssues({ projects, column, direction: 'ascending', after })]).toEqual(
          up.slice(place + 1),
        );
        expect([...walkIssues({ projects, column, direction: 'descending', after })].reverse()).toEqual(
          up.slice(0, place),
        );
      }
    },
  );
});

describe('content', () => {
  it('has comments and files in the promised amounts', () => {
    const made = world(4000);
    const project = firstProject(made);
    let comments = 0;
    let chatty = 0;
    let files = 0;
    let empty = 0;
    let duplicates = 0;
    for (let index = 0; index < 4000; index++) {
      const issue = readIssue(made, project, index);
      const own = readComments(made, issue);
      comments += own.length;
      if (own.length > 20) chatty++;
      expect(own.length).toBeLessThanOrEqual(60);
      for (const comment of own) {
        expect(comment.createdAt).toBeGreaterThanOrEqual(issue.createdAt);
        expect(comment.updatedAt).toBeLessThanOrEqual(issue.updatedAt);
      }
      const attached = readAttachments(made, issue);
      files += attached.length;
      empty += attached.filter(({ bytes }) => bytes === 0).length;
      if (new Set(attached.map(({ filename }) => filename)).size < attached.length) duplicates++;
      for (const { bytes } of attached) expect(bytes === 0 || (bytes >= 200 && bytes <= 24_000)).toBe(true);
    }
    expect(comments / 4000).toBeGreaterThan(2);
    expect(comments / 4000).toBeLessThan(3);
    expect(chatty / 4000).toBeGreaterThan(0.02);
    expect(chatty / 4000).toBeLessThan(0.04);
    expect(files / 4000).toBeGreaterThan(0.4);
    expect(files / 4000).toBeLessThan(0.6);
    expect(empty).toBeGreaterThan(0);
    expect(duplicates).toBeGreaterThan(0);
  });

  it('keeps the shapes of accounts that break naive readers', () => {
    const { users } = world(1);
    expect(users.all.length).toBeGreaterThan(50);
    expect(users.all.filter((user) => user.emailAddress === undefined).length).toBeGreaterThan(5);
    expect(users.all.filter((user) => user.emailAddress === '').length).toBeGreaterThan(2);
    expect(users.all.filter((user) => user.displayName === 'Former user' && !user.active)).toHaveLength(2);
    expect(users.all.filter((user) => user.accountType === 'app').length).toBeGreaterThan(5);
    expect(users.all.filter((user) => user.accountType === 'customer').length).toBeGreaterThan(5);
    const people = users.contributors.map((user) => user.accountId);
    expect(people.some((id) => id.startsWith('712020:'))).toBe(true);
    expect(people.some((id) => id.startsWith('557058:'))).toBe(true);
    expect(people.some((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true);
    expect(new Set(users.all.map((user) => user.accountId)).size).toBe(users.all.length);
  });

  it('gives custom fields, two of them with one name', () => {
    const custom = world(1).fields.filter((field) => field.custom);
    expect(custom.length).toBeGreaterThanOrEqual(20);
    expect(custom.filter((field) => field.name === 'Effort')).toHaveLength(2);
  });
});

describe('determinism', () => {
  it('gives the same world for the same seed and another one for another seed', async () => {
    const bodies = [];
    for (const seed of [5, 5, 6]) {
      const site = await startSite({ size: 60, seed, now: () => AT });
      const answer = await site.post('/rest/api/3/search/jql', {
        jql: 'project = DEMO ORDER BY updated ASC, key ASC',
        fields: ['*all'],
        maxResults: 60,
        expand: 'changelog',
      });
      bodies.push(JSON.stringify(answer.json.value).replaceAll(site.simulator.url, ''));
    }
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).not.toBe(bodies[2]);
  });

  it('reproduces batches of changes on a fresh world, and other batches differ', async () => {
    const truths = [];
    for (const seed of [1, 1, 2]) {
      const { simulator } = await startSite({ size: 200, seed: 9, now: () => AT });
      const first = simulator.applyChanges({ seed, edits: 30, at: AT });
      const second = simulator.applyChanges({ seed: 50, edits: 10, at: AT + 60_000 });
      expect(first).toMatchObject({ edited: 30, created: 3 });
      expect(second).toMatchObject({ edited: 10, created: 1 });
      truths.push(JSON.stringify([...simulator.truth('10000')]));
    }
    expect(truths[0]).toBe(truths[1]);
    expect(truths[0]).not.toBe(truths[2]);
  });

  it('changes at the time of the change, at the given time or at the clock, a millisecond apart', async () => {
    const { simulator } = await startSite({ size: 100, seed: 9, now: () => AT });
    const before = new Map(
      [...simulator.truth('10000')].map((object) => [`${object.kind} ${object.id}`, object]),
    );
    const summary = simulator.applyChanges({ seed: 3, edits: 20 });
    const after = [...simulator.truth('10000')];
    const changed = after.filter(
      (object) => object.kind === 'issue' && (object.modified ?? '') >= new Date(AT).toISOString(),
    );
    expect(changed).toHaveLength(22);
    const times = changed
      .map((object) => Date.parse(object.modified ?? '') - AT)
      .sort((left, right) => left - right);
    expect(times).toEqual(Array.from({ length: 22 }, (_, step) => step));
    const fresh = (kind: string) =>
      after.filter((object) => object.kind === kind && !before.has(`${kind} ${object.id}`));
    expect(fresh('issue')).toHaveLength(summary.created);
    expect([...fresh('comment'), ...fresh('worklog')]).toHaveLength(summary.childrenAdded);
    expect(fresh('attachment')).toHaveLength(summary.filesAdded);
  });

  it('leaves every text alone whose own time of change did not move', async () => {
    const site = await startSite({ size: 300, seed: 14, now: () => AT });
    const read = async () => {
      const issues = await site.searchAll('project = DEMO ORDER BY key ASC', {
        fields: ['*all', '-parent', '-subtasks', '-issuelinks'],
      });
      const comments = issues.flatMap((issue) => issue.list('fields', 'comment', 'comments'));
      return {
        issues: new Map(issues.map((issue) => [issue.text('id'), issue])),
        comments: new Map(comments.map((comment) => [comment.text('id'), comment])),
      };
    };
    const before = await read();
    site.simulator.applyChanges({ seed: 3, edits: 120 });
    const after = await read();
    let changed = 0;
    for (const [id, issue] of before.issues) {
      const now = after.issues.get(id);
      if (now?.text('fields', 'updated') === issue.text('fields', 'updated'))
        expect(now.value).toEqual(issue.value);
      else if (JSON.stringify(now?.value) !== JSON.stringify(issue.value)) changed++;
    }
    expect(changed).toBe(120);
    for (const [id, comment] of before.comments) {
      const now = after.comments.get(id);
      if (now?.text('updated') === comment.text('updated')) expect(now.value).toEqual(comment.value);
    }
  });

  it('cuts edits to the number of issues and refuses a count that is none', async () => {
    const { simulator } = await startSite({ size: 4, seed: 9, now: () => AT });
    expect(simulator.applyChanges({ seed: 1, edits: 50 })).toMatchObject({ edited: 4, created: 5 });
    expect(simulator.applyChanges({ seed: 1, edits: 0 })).toEqual({
      created: 0,
      edited: 0,
      childrenAdded: 0,
      filesAdded: 0,
    });
    expect(() => simulator.applyChanges({ seed: 1, edits: -1 })).toThrow(/whole number/);
  });
});

describe('a million issues', () => {
  it('start at once, page anywhere and hold no more memory while paging', async () => {
    const started = performance.now();
    const site = await startSite({ size: 1_000_000, seed: 2, now: () => AT });
    expect(performance.now() - started).toBeLessThan(1000);
    const page = (fromMs: number, nextPageToken?: string) =>
      site.post('/rest/api/3/search/jql', {
        jql: `project = 10000 AND updated >= ${fromMs} ORDER BY updated ASC, key ASC`,
        fields: ['*all'],
        maxResults: 100,
        nextPageToken,
      });
    const middle = Date.UTC(2024, 5, 1);
    const timed = performance.now();
    for (const fromMs of [0, middle]) expect((await page(fromMs)).json.list('issues')).toHaveLength(100);
    expect(performance.now() - timed).toBeLessThan(2000);

    let token: string | undefined;
    let heapAfterWarmUp = 0;
    for (let pages = 0; pages < 40; pages++) {
      token = (await page(middle, token)).json.text('nextPageToken');
      if (pages === 19) heapAfterWarmUp = collectedHeapBytes();
    }
    expect(collectedHeapBytes() - heapAfterWarmUp).toBeLessThan(8 * 1024 * 1024);
  });

  it('count without looking at every issue', async () => {
    const site = await startSite({ size: 1_000_000, seed: 2, now: () => AT });
    const count = async (jql: string) =>
      (await site.post('/rest/api/3/search/approximate-count', { jql })).json.at('count').value;
    expect(await count('project = DEMO')).toBe(1_000_000);
    site.simulator.applyChanges({ seed: 1, edits: 100, at: AT });
    expect(await count('project = DEMO')).toBe(1_000_010);
    expect(await count(`project = DEMO AND updated >= ${AT}`)).toBe(110);
    expect(await count(`project = DEMO AND updated < ${AT}`)).toBe(999_900);
  });
});

describe('time zone', () => {
  it('prints offsets without colon on both sides of a switch', () => {
    const zone = createZone('America/Los_Angeles');
    expect(zone.format(Date.UTC(2024, 6, 4, 12, 41, 0, 89))).toBe('2024-07-04T05:41:00.089-0700');
    expect(zone.format(Date.UTC(2024, 11, 4, 12, 41, 0, 89))).toBe('2024-12-04T04:41:00.089-0800');
    expect(createZone('Asia/Kolkata').format(0)).toBe('1970-01-01T05:30:00.000+0530');
    expect(createZone('Etc/UTC').format(0)).toBe('1970-01-01T00:00:00.000+0000');
  });

  it('finds the instant of a wall-clock time', () => {
    const zone = createZone('Pacific/Auckland');
    const instant = Date.UTC(2024, 0, 15, 20);
    expect(zone.instantOf(Date.UTC(2024, 0, 16, 9))).toBe(instant);
    expect(() => createZone('Mars/Olympus')).toThrow(/unknown.*IANA/);
  });
});
