import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';
import { secondsToMidnight } from '../src/api/account-day.js';

/** Whole runs in processes of their own, on a portal that is not as it should be. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 90_000;

interface Play {
  simulator?: Readonly<Record<string, unknown>>;
  fault?: (request: SourceRequest) => SourceFault | undefined;
}

const inPortal = <Result>({ simulator = {}, fault }: Play, use: (world: World) => Promise<Result>) =>
  inWorld({ system: 'hubspot', bundlePath, size: 40, simulator, ...(fault && { source: { fault } }) }, use);

/** The limit on an invocation is real time; all other waits, of a second or half a day, pass at once. */
function clockWithoutWaits() {
  const invocationSeconds = 780;
  let skippedSeconds = 0;
  return {
    now: () => Date.now() + skippedSeconds * 1000,
    sleep: async (seconds: number, signal?: AbortSignal) => {
      if (seconds === invocationSeconds || signal === undefined)
        return wait(seconds * 1000, undefined, { ref: false, ...(signal && { signal }) });
      skippedSeconds += seconds;
    },
    skippedSeconds: () => skippedSeconds,
  };
}

type Summary = Awaited<ReturnType<World['sync']>>;

/** What is left out of a run besides empty files, which DevRev does not take. */
const leftOut = ({ skips }: Summary) => skips.filter(({ code }) => code !== 'file_empty');

function expectArrived({ status, error, missing, duplicated, violations }: Summary): void {
  expect({ status, error, missing, duplicated, violations }).toEqual({
    status: 'done',
    error: undefined,
    missing: 0,
    duplicated: 0,
    violations: [],
  });
}

interface Row {
  id: string;
  properties: Record<string, string | null>;
}

const tickets = '/crm/objects/2026-09/tickets';

/** Changes rows of every page of tickets. */
const onTickets =
  (change: (rows: Row[]) => void) =>
  ({ path }: SourceRequest): SourceFault | undefined => {
    if (path !== tickets) return undefined;
    return {
      rewrite: (body) => {
        const page = JSON.parse(body) as { results?: Row[] };
        change(page.results ?? []);
        return JSON.stringify(page);
      },
    };
  };

async function ticketData(world: World, id: string): Promise<Record<string, unknown>> {
  const rows = await world.query(`SELECT data::VARCHAR AS data FROM records WHERE id = '${id}'`);
  return JSON.parse(String(rows[0]?.data)) as Record<string, unknown>;
}

describe('a connection', { timeout }, () => {
  it('that lacks scopes has everything else, and what is lacking is named with the scopes', () => {
    const missingScopes = ['companies', 'deals', 'products', 'line_items', 'custom', 'users', 'currencies'];
    const others = ['conversations', 'content', 'tags'];
    return inPortal({ simulator: { missingScopes: [...missingScopes, ...others] } }, async ({ sync }) => {
      const summary = await sync({ makeObjects: true });
      // Two e-mails that would have come as messages arrive as what they are.
      expect(summary).toMatchObject({ status: 'done', duplicated: 2, violations: [] });
      const arrived = [
        'ticket_any',
        'contact_any',
        'notes',
        'emails',
        'calls',
        'meetings',
        'tasks',
        'owners',
      ];
      expect(Object.keys(summary.records)).toEqual(expect.arrayContaining(arrived));
      const named = leftOut(summary).map(({ reason }) => reason);
      for (const scope of [...missingScopes, ...others])
        expect(named).toContainEqual(expect.stringContaining(`lacks the scopes crm.objects.${scope}.read`));
    });
  });

  it.each([['files'], ['files.ui_hidden']] as const)(
    'that lacks %s has what files hang on, and each file is named',
    (scope) =>
      inPortal({ simulator: { missingScopes: [scope] } }, async ({ sync }) => {
        const summary = await sync();
        expect(summary).toMatchObject({ status: 'done', duplicated: 0, violations: [] });
        expect(summary.records.notes).toBe(40);
        expect(leftOut(summary).map(({ code }) => code)).toContain('file_hidden');
      }),
  );

  it('whose requests of the day are spent goes on after midnight where the account is', async () => {
    const timeZone = 'Asia/Tokyo';
    const clock = clockWithoutWaits();
    const simulator = { limits: 'professional', spentToday: 649_950, timeZone, now: clock.now };
    await inPortal({ simulator }, async ({ sync }) => {
      const untilMidnight = secondsToMidnight(timeZone, Date.now()) ?? 0;
      expectArrived(await sync({ clock }));
      expect(Math.abs(clock.skippedSeconds() - untilMidnight - 60)).toBeLessThan(30);
    });
  });
});

describe('an account', { timeout }, () => {
  it.each([
    ['that is being moved', 477, 3_600],
    ['of which something is locked', 423, 60],
  ])('%s is asked again later', async (_, status, seconds) => {
    let isBusy = true;
    const fault = ({ path }: SourceRequest) => {
      if (path !== tickets || !isBusy) return undefined;
      isBusy = false;
      return { status, body: '{"status":"error","message":"later"}' };
    };
    const clock = clockWithoutWaits();
    await inPortal({ fault }, async ({ sync }) => {
      expectArrived(await sync({ clock }));
      expect(clock.skippedSeconds()).toBeGreaterThanOrEqual(seconds);
    });
  });
});

describe('a batch', { timeout }, () => {
  it('with partial failures in any order costs what failed and nothing else', () => {
    const gone = { category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['1'] } };
    const fault = ({ path }: SourceRequest): SourceFault | undefined =>
      path.endsWith('/tickets/batch/read')
        ? {
            rewrite: (body) => {
              const answer = JSON.parse(body) as { results: unknown[] };
              const [last, ...others] = answer.results.reverse();
              return JSON.stringify({ ...answer, results: [...others, last], numErrors: 1, errors: [gone] });
            },
          }
        : undefined;
    return inPortal({ fault }, async ({ sync, simulator }) => {
      expectArrived(await sync());
      simulator.applyChanges({ seed: 5, edits: 20 });
      expectArrived(await sync({ scenario: 'incremental' }));
    });
  });
});

describe('a value', { timeout }, () => {
  it('in any form HubSpot has arrives as what it is, and 200 digits are kept as text', () => {
    const digits = '7'.repeat(200);
    let id = '';
    const fault = onTickets((rows) => {
      const [first] = rows;
      if (first === undefined || (id !== '' && first.id !== id)) return;
      id = first.id;
      Object.assign(first.properties, {
        closed_date: '1773300826615',
        met_at: '1773300826615',
        warranty_until: '1772323200000',
        score: digits,
        pieces: 'a dozen',
      });
    });
    return inPortal({ fault }, async (world) => {
      expectArrived(await world.sync());
      expect(await ticketData(world, id)).toMatchObject({
        closed_at: '2026-03-12T07:33:46.615Z',
        p_met_at: '2026-03-12T07:33:46.615Z',
        p_warranty_until: '2026-03-01',
        other_values: expect.arrayContaining([`Score: ${digits}`, expect.stringMatching(/: a dozen$/)]),
      });
    });
  });

  it('of a property that is deleted while records are read is missing in those read later', () => {
    let pages = 0;
    const fault = onTickets((rows) => {
      pages += 1;
      if (pages > 1) for (const { properties } of rows) delete properties.old_remark;
    });
    return inPortal({ simulator: { pageSize: 10 }, fault }, async ({ sync, query }) => {
      expectArrived(await sync());
      const rows = await query(
        "SELECT count(*) AS held FROM records WHERE item_type = 'ticket_any' AND json_exists(data, '$.p_old_remark')",
      );
      expect(Number(rows[0]?.held)).toBe(10);
    });
  });

  it('that names an owner who no longer exists is delivered as it is', () => {
    let id = '';
    const fault = onTickets((rows) => {
      const [first] = rows;
      if (first === undefined || (id !== '' && first.id !== id)) return;
      id = first.id;
      first.properties.hubspot_owner_id = '999999999';
    });
    return inPortal({ fault }, async (world) => {
      const summary = await world.sync({ makeObjects: true });
      expectArrived(summary);
      expect(await ticketData(world, id)).toMatchObject({ owner: '999999999' });
      expect(summary.dangling.some(({ field }) => field === 'owner')).toBe(true);
      expect(leftOut(summary)).toEqual([]);
    });
  });
});
