import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';

/** Whole runs in processes of their own, on an account that is not as it should be. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 60_000;
const sentence = /^[A-Z][^\n]{20,}\[[a-z_]+\]$/;

interface Play {
  simulator?: Readonly<Record<string, unknown>>;
  fault?: (request: SourceRequest) => SourceFault | undefined;
}

const inAccount = <Result>({ simulator = {}, fault }: Play, use: (world: World) => Promise<Result>) =>
  inWorld({ system: 'zendesk', bundlePath, size: 40, simulator, ...(fault && { source: { fault } }) }, use);

const isTicketExport = ({ path }: SourceRequest) => path.startsWith('/api/v2/incremental/tickets/cursor');
const maintenance = '<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>';

/** What is left out of a run besides empty files, which DevRev does not take. */
const leftOut = (summary: { skips: readonly { code: string; what: string }[] }) =>
  summary.skips.filter(({ code }) => code !== 'file_empty').map(({ what, code }) => `${what}: ${code}`);

function expectArrived(summary: Awaited<ReturnType<World['sync']>>, { missing } = { missing: 0 }): void {
  const { status, error, duplicated, violations, missing: absent } = summary;
  expect({ status, error, duplicated, violations, missing: absent }).toEqual({
    status: 'done',
    error: undefined,
    duplicated: 0,
    violations: [],
    missing,
  });
}

/** Changes the first row of every page of the ticket export. */
const onFirstTicket = (change: (ticket: Record<string, unknown>) => void) => (request: SourceRequest) =>
  isTicketExport(request)
    ? {
        rewrite: (body: string) => {
          const page: { tickets?: Record<string, unknown>[] } = JSON.parse(body);
          const [first] = page.tickets ?? [];
          if (first !== undefined) change(first);
          return JSON.stringify(page);
        },
      }
    : undefined;

describe('an account', { timeout }, () => {
  it('that was suspended ends the run with what to do', () =>
    inAccount({ simulator: { isSuspended: true } }, async ({ sync }) => {
      const summary = await sync();
      expect(summary).toMatchObject({ status: 'failed', error: expect.stringMatching(sentence) });
      expect(summary.error).toMatch(/403.*\[permission_denied\]$/);
    }));

  it('whose plan lacks endpoints has everything else, and what is lacking is named', () => {
    const lacking = ['custom objects', 'help center', 'service level agreements', 'ticket forms'];
    return inAccount({ simulator: { lacking } }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(new Set(leftOut(summary))).toEqual(new Set(['scope: permission_denied', 'scope: not_offered']));
    });
  });

  it('with forbidden side conversations, told with an empty body, has everything else', () =>
    inAccount({ simulator: { lacking: ['side conversations'] } }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(leftOut(summary)).toEqual(['scope: permission_denied']);
    }));

  it('that was granted single resources only ends the run with one sentence', () =>
    inAccount({ simulator: { keyring: 'oauth', scopes: ['users:read'] } }, async ({ sync }) => {
      const summary = await sync();
      expect(summary).toMatchObject({ status: 'failed', error: expect.stringMatching(sentence) });
      expect(summary.error).toMatch(/with the scope read, then sync again\. \[permission_denied\]$/);
    }));

  it('with malware in files has everything else, and each such file is named', () =>
    inAccount({ simulator: { oddities: ['malware'], attachmentShare: 1 } }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(new Set(leftOut(summary))).toEqual(new Set(['record: file_infected']));
    }));

  it('with merged users has them under their names, and their tickets with the other user', () =>
    inAccount({ simulator: { oddities: ['merged users'] } }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(summary.dangling).toEqual([]);
    }));

  it('with chats has their messages as text', () =>
    inAccount({ simulator: { oddities: ['chats'] } }, async ({ sync }) => {
      expectArrived(await sync());
    }));
});

describe('a web page about maintenance', { timeout }, () => {
  it('with 503 is waited out', () => {
    let left = 3;
    const page = { status: 503, headers: { 'content-type': 'text/html' }, body: maintenance };
    const fault = (request: SourceRequest) => (isTicketExport(request) && left-- > 0 ? page : undefined);
    return inAccount({ fault }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(left).toBeLessThan(1);
    });
  });

  it('with 200 is never taken for an end of data', () => {
    const fault = (request: SourceRequest): SourceFault | undefined =>
      isTicketExport(request) ? 'html' : undefined;
    return inAccount({ fault }, async ({ sync }) => {
      const summary = await sync();
      expect(summary).toMatchObject({ status: 'failed', error: expect.stringMatching(sentence) });
      expect(summary.error).toMatch(/web page.*\[html_response\]$/);
    });
  });
});

describe('a ticket', { timeout }, () => {
  it('whose requester was permanently deleted arrives, and that nobody is there is named', () => {
    const fault = onFirstTicket((ticket) => {
      ticket.requester_id = 46_406_199_999_999;
    });
    return inAccount({ fault }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(summary.dangling).toMatchObject([{ itemType: 'ticket_any', field: 'requester' }]);
    });
  });

  it('with a malformed value of a custom field arrives with the value as text', () => {
    const fault = onFirstTicket((ticket) => {
      for (const field of ticket.custom_fields as { value: unknown }[]) field.value = { odd: [1, null] };
    });
    return inAccount({ fault }, async ({ sync, query }) => {
      const summary = await sync();
      expectArrived(summary);
      expect(leftOut(summary)).toEqual([]);
      const rows = await query(
        `SELECT id FROM records WHERE item_type = 'ticket_any' AND data::VARCHAR LIKE '%Pieces: {%odd%'`,
      );
      expect(rows).toHaveLength(1);
    });
  });

  it('that cannot be read at all is left out and named, and its neighbours arrive', () => {
    const fault = onFirstTicket((ticket) => {
      ticket.custom_fields = 'none';
    });
    return inAccount({ fault }, async ({ sync }) => {
      const summary = await sync();
      expectArrived(summary, { missing: 1 });
      expect(leftOut(summary)).toEqual(['record: record_invalid']);
    });
  });
});
