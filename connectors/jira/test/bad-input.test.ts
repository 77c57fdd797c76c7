import { fileURLToPath } from 'node:url';
import type { FaultProxyOptions, SourceRequest } from '@airdrop-connectors/simulators';
import { expectFailure, inWorld } from '@airdrop-connectors/testing';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const isSearch = ({ path }: SourceRequest) => path.endsWith('/search/jql');

function worldWith(fault: NonNullable<FaultProxyOptions['fault']>) {
  return { system: 'jira', bundlePath, size: 30, source: { fault } };
}

const pageSchema = z.looseObject({
  issues: z.array(z.looseObject({ id: z.string(), fields: z.looseObject({}) })),
});

/** The first issue of a page with other fields. */
function withFirstIssue(body: string, fields: (id: string) => object): string {
  const page = z.parse(pageSchema, JSON.parse(body));
  const [first, ...others] = page.issues;
  if (first === undefined) return body;
  return JSON.stringify({
    ...page,
    issues: [{ ...first, fields: { ...first.fields, ...fields(first.id) } }, ...others],
  });
}

describe('what a run meets that should not be there', { timeout: 60_000 }, () => {
  it('a project deleted after it was chosen ends the run with a sentence', async () => {
    let isGone = false;
    const gone = { errorMessages: ["No project could be found with id '10000'."], errors: {} };
    const fault = ({ path }: SourceRequest) =>
      isGone && path.includes('/project/10000') ? { status: 404, body: JSON.stringify(gone) } : undefined;
    await inWorld(worldWith(fault), async ({ sync }) => {
      expect((await sync()).status).toBe('done');
      isGone = true;
      expectFailure(await sync({ scenario: 'incremental' }), /No project could be found with id '10000'/);
    });
  });

  it('a project deleted while its issues are read ends the run with what Jira says', async () => {
    const said = "The value '10000' does not exist for the field 'project'.";
    const refusal = { status: 400, body: JSON.stringify({ errorMessages: [said], errors: {} }) };
    const fault = (request: SourceRequest) => (isSearch(request) ? refusal : undefined);
    await inWorld(worldWith(fault), async ({ sync }) => {
      expectFailure(await sync(), /The value '10000' does not exist for the field 'project'/);
    });
  });

  it('a description of 40 MB costs its issue, which is named; everything else arrives', async () => {
    let id = '';
    const text = 'x'.repeat(40 * 1024 * 1024);
    const rewrite = (body: string) =>
      withFirstIssue(body, (found) => {
        id = found;
        return {
          description: {
            type: 'doc',
            version: 1,
            content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
          },
        };
      });
    const fault = (request: SourceRequest) => (isSearch(request) ? { rewrite } : undefined);
    await inWorld(worldWith(fault), async ({ sync, query }) => {
      const summary = await sync();
      expect(summary).toMatchObject({ status: 'done', missing: 1, violations: [] });
      const [skip] = summary.skips.filter(({ code }) => code !== 'file_empty');
      expect(skip?.code).toBe('record_too_large');
      expect(summary.examples).toEqual([expect.stringContaining(`issue ${id} is absent`)]);
      const [{ held } = { held: 0 }] = await query(
        "SELECT count(*) AS held FROM records WHERE item_type LIKE 'issue_%'",
      );
      expect(Number(held)).toBe(29);
    });
  });

  it('an option with a control character arrives without it', async () => {
    const fault = ({ path }: SourceRequest) =>
      path.includes('/createmeta/')
        ? { rewrite: (body: string) => body.replaceAll('"value":"', '"value":"\\u0007\\u0000') }
        : undefined;
    await inWorld(worldWith(fault), async ({ sync, query }) => {
      expect(await sync()).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      const rows = await query('SELECT document FROM metadata');
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/u0007|u0000/);
    });
  });
});
