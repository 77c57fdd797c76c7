import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, skippingClock, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';

/** Whole reverse runs in processes of their own, on items that Jira does not take as they are. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 120_000;

interface Play {
  size: number;
  fault?: (request: SourceRequest) => SourceFault | undefined;
}

/** A project whose issues were imported. */
const inImportedProject = <Result>({ fault, size }: Play, use: (world: World) => Promise<Result>) =>
  inWorld({ system: 'jira', bundlePath, size, ...(fault && { source: { fault } }) }, async (world) => {
    const { status, missing } = await world.sync({ makeObjects: true });
    expect({ status, missing }).toEqual({ status: 'done', missing: 0 });
    return use(world);
  });

/** Sets members of the fields of issues, by SQL as people edit with it in DevRev. @returns their ids in Jira */
async function editIssues(
  { query }: World,
  members: object,
  most: number,
  where = 'true',
): Promise<string[]> {
  const chosen = await query(`
    SELECT id, external_id FROM devrev_objects WHERE leaf_type = 'issue' AND ${where} ORDER BY id LIMIT ${most}`);
  const ids = chosen.map(({ id }) => `'${id}'`).join(', ');
  await query(`
    UPDATE devrev_objects SET modified_date = now()::TIMESTAMP,
      fields = json_merge_patch(fields, '${JSON.stringify(members)}')
    WHERE id IN (${ids})`);
  return chosen.map(({ external_id: id }) => String(id));
}

/** Items that were not written, with code and reason. */
const namedItems = ({ skips }: Awaited<ReturnType<World['sync']>>) =>
  skips.filter(({ what }) => what === 'item').map(({ code, reason }) => `${code}: ${reason}`);

/** What became of the items of all types. */
function loadedBy({ loaded }: Awaited<ReturnType<World['sync']>>) {
  const sum = { created: 0, updated: 0, skipped: 0, failed: 0 };
  for (const counts of Object.values(loaded ?? {}))
    for (const outcome of Object.keys(sum) as (keyof typeof sum)[]) sum[outcome] += counts[outcome];
  return sum;
}

const writesOf = ({ simulator }: World) => [...(simulator.written?.() ?? [])];

describe('a reverse run', { timeout }, () => {
  it('with one item of 500 that Jira refuses writes 499, and names one in the words of Jira', () =>
    inImportedProject({ size: 700 }, async (world) => {
      expect(await editIssues(world, { title: 'Changed' }, 500)).toHaveLength(500);
      const refused = { title: 'two\nlines' };
      expect(await editIssues(world, refused, 1, `(fields->>'title') = 'Changed'`)).toHaveLength(1);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toHaveLength(499);
      expect(namedItems(summary)).toEqual([expect.stringMatching(/^item_refused: .*newline characters/)]);
    }));

  it('of a connection that may not write names every item, and writes them when it may', () => {
    let mayWrite = false;
    const forbidden = { status: 403, body: JSON.stringify({ errorMessages: ['No.'], errors: {} }) };
    const fault = ({ method }: SourceRequest) => (method === 'PUT' && !mayWrite ? forbidden : undefined);
    return inImportedProject({ size: 40, fault }, async (world) => {
      expect(await editIssues(world, { title: 'Changed' }, 10)).toHaveLength(10);
      const refused = await world.sync({ scenario: 'reverse' });
      for (const named of namedItems(refused))
        expect(named).toMatch(/^permission_denied: .*Ask a Jira administrator to give the account/);
      expect(loadedBy(refused)).toEqual({ created: 0, updated: 0, skipped: 0, failed: 10 });
      expect(writesOf(world)).toEqual([]);
      mayWrite = true;
      const summary = await world.sync({ scenario: 'reverse', handOutEverything: true });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toHaveLength(10);
    });
  });

  it('waits for the limit of one issue, and writes the others of its type meanwhile', () => {
    const writes: string[] = [];
    let busy = '';
    const tooMany = {
      status: 429,
      headers: { 'retry-after': '60', 'ratelimit-reason': 'jira-per-issue-on-write' },
      body: JSON.stringify({ errorMessages: ['Rate limit exceeded.'], errors: {} }),
    };
    const fault = ({ method, path }: SourceRequest) => {
      if (method !== 'PUT') return undefined;
      writes.push(path);
      const isFirst = writes.filter((each) => each === path).length === 1;
      return isFirst && path.endsWith(`/${busy}`) ? tooMany : undefined;
    };
    return inImportedProject({ size: 100, fault }, async (world) => {
      const [commonest] = await world.query(`
        SELECT item_type FROM devrev_objects WHERE leaf_type = 'issue' GROUP BY ALL ORDER BY count() DESC`);
      const sameType = `item_type = '${commonest?.item_type}'`;
      [busy = ''] = await editIssues(world, { title: 'Changed' }, 10, sameType);
      const clock = skippingClock();
      const summary = await world.sync({ scenario: 'reverse', clock });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toHaveLength(10);
      expect(writes).toHaveLength(11);
      expect(writes.at(-1)).toMatch(new RegExp(`/${busy}$`));
      expect(clock.skippedSeconds()).toBeGreaterThanOrEqual(60);
    });
  });
});
