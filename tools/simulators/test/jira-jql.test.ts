import { describe, expect, it } from 'vitest';
import { parseJql } from '../src/jira/jql/parser.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12, 0, 30);
const COUNT = '/rest/api/3/search/approximate-count';

async function startCounting(timeZone = 'Etc/UTC') {
  const site = await startSite({ size: 400, seed: 31, now: () => AT, timeZone });
  return {
    site,
    count: async (jql: string) => {
      const { status, json } = await site.post(COUNT, { jql });
      if (status !== 200) throw new Error(json.text('errorMessages', 0));
      return Number(json.text('count'));
    },
    refusal: async (jql: string) => {
      const { status, json } = await site.post('/rest/api/3/search/jql', { jql });
      expect(status).toBe(400);
      return json.text('errorMessages', 0);
    },
  };
}

describe('grammar', () => {
  it('binds NOT before AND before OR, and reads quotes, lists, functions and orders', () => {
    expect(
      parseJql(`a = 1 or not b = "x \\"y\\"" AND c in (1, 'two', EMPTY) ORDER BY d DESC, "e f", g asc`),
    ).toEqual({
      where: {
        kind: 'or',
        clauses: [
          {
            kind: 'comparison',
            field: 'a',
            operator: '=',
            operand: { kind: 'value', value: '1', quoted: false },
          },
          {
            kind: 'and',
            clauses: [
              {
                kind: 'not',
                clause: {
                  kind: 'comparison',
                  field: 'b',
                  operator: '=',
                  operand: { kind: 'value', value: 'x "y"', quoted: true },
                },
              },
              {
                kind: 'comparison',
                field: 'c',
                operator: 'in',
                operand: {
                  kind: 'list',
                  items: [
                    { kind: 'value', value: '1', quoted: false },
                    { kind: 'value', value: 'two', quoted: true },
                    { kind: 'empty' },
                  ],
                },
              },
            ],
          },
        ],
      },
      orderBy: [
        { field: 'd', direction: 'descending' },
        { field: 'e f', direction: 'ascending' },
        { field: 'g', direction: 'ascending' },
      ],
    });
  });

  it.each([
    'project =',
    'project DEMO',
    '(project = DEMO',
    'project = DEMO AND',
    'project = "DEMO',
    'project = DEMO ORDER updated',
    'project = DEMO status = Done',
    'project in (DEMO',
    'project not DEMO',
    'project = DEMO ORDER BY a, b, c, d, e, f, g, h',
  ])('refuses %s', async (jql) => {
    expect(() => parseJql(jql)).toThrow(/Error in the JQL Query/);
  });
});

describe('conditions', () => {
  it('partition the issues', async () => {
    const { count } = await startCounting();
    expect(await count('project = DEMO')).toBe(400);
    expect(await count('project in (DEMO, 10001)')).toBe(440);
    expect(await count('project = "Operations desk"')).toBe(40);
    const halves = async (clause: string, opposite: string) =>
      (await count(`project = DEMO AND ${clause}`)) + (await count(`project = DEMO AND ${opposite}`));
    expect(await halves('issuetype = Bug', 'type != Bug')).toBe(400);
    expect(await halves('assignee is EMPTY', 'assignee is not EMPTY')).toBe(400);
    expect(await halves('parent is empty', 'parent is not empty')).toBe(400);
    expect(await halves('statusCategory = Done', 'resolution = Unresolved')).toBe(400);
    expect(
      await halves('(status = Done OR status = "In Progress")', 'NOT (status in (Done, "In Progress"))'),
    ).toBe(400);
    expect(await halves('created < "2023-03-01"', 'created >= "2023-03-01"')).toBe(400);
    expect(await halves('key <= DEMO-100', 'id > DEMO-100')).toBe(400);
    expect(await count('key <= DEMO-100')).toBe(100);
    expect(await count('key in (DEMO-1, 20001)')).toBe(2);
    expect(await count('parent = DEMO-1')).toBeGreaterThan(3);
    expect(await count('creator = currentUser()')).toBeGreaterThan(0);
    expect(await count('project = DEMO AND assignee != currentUser()')).toBeLessThan(
      await count('project = DEMO AND assignee is not EMPTY'),
    );
    expect(await count('summary ~ "fix"')).toBeGreaterThan(0);
    expect(await count('project = DEMO AND updated <= now()')).toBe(400);
  });

  it('reads dates without offset in the zone of the account, to the minute', async () => {
    for (const [timeZone, hours] of [
      ['Pacific/Kiritimati', 14],
      ['Pacific/Pago_Pago', -11],
    ] as const) {
      const { site, count } = await startCounting(timeZone);
      site.simulator.applyChanges({ seed: 1, edits: 20, at: AT });
      const wallClock = new Date(AT + hours * 3_600_000).toISOString();
      const minute = `${wallClock.slice(0, 10)} ${wallClock.slice(11, 16)}`;
      expect(await count(`project = DEMO AND updated >= "${minute}"`)).toBe(22);
      expect(await count(`project = DEMO AND updated = "${minute}"`)).toBe(22);
      expect(await count(`project = DEMO AND updated < "${minute}"`)).toBe(380);
      expect(await count(`project = DEMO AND updated >= "${minute.replaceAll('-', '/')}"`)).toBe(22);
      expect(await count('project = DEMO AND updated >= -1m')).toBe(22);
      expect(await count('project = DEMO AND updated >= "-1w 2d"')).toBe(22);
      expect(await count(`project = DEMO AND updated >= ${AT}`)).toBe(22);
      expect(await count(`project = DEMO AND updated >= ${AT + 1}`)).toBe(21);
    }
  });

  it('explains what it refuses in the words of Jira', async () => {
    const { refusal } = await startCounting();
    expect(await refusal('ORDER BY created')).toMatch(/^Unbounded JQL queries are not allowed here/);
    expect(await refusal('')).toMatch(/^Unbounded/);
    expect(await refusal('colour = red')).toBe(
      "Field 'colour' does not exist or you do not have permission to view it.",
    );
    expect(await refusal('labels = backend')).toMatch(/^The simulator cannot search by field 'labels'/);
    expect(await refusal('project = DEMO ORDER BY colour')).toMatch(/^Field 'colour' does not exist/);
    expect(await refusal('project = VAULT')).toBe(
      "The value 'VAULT' does not exist for the field 'project'.",
    );
    expect(await refusal('status = Nowhere')).toBe(
      "The value 'Nowhere' does not exist for the field 'status'.",
    );
    expect(await refusal('key = VAULT-1')).toBe(
      "An issue with key 'VAULT-1' does not exist for field 'key'.",
    );
    expect(await refusal('updated >= tomorrowish')).toMatch(
      /^Date value 'tomorrowish' for field 'updated' is invalid/,
    );
    expect(await refusal('updated >= "2024-02-31"')).toMatch(/invalid/);
    expect(await refusal('project ~ DEMO')).toBe("The operator '~' is not supported by the 'project' field.");
    expect(await refusal('creator = someFunction()')).toMatch(
      /^Unable to find JQL function 'someFunction\(\)'/,
    );
  });
});
