import { describe, expect, it } from 'vitest';
import { issueLoader } from '../src/loaders/issues.js';
import type { RecordedRequest } from './recording-proxy.js';
import { itemOf, ok, rawIssue, refusal, type Script, startScriptedJira } from './scripted-jira.js';

/** What Jira answers to writes that the simulated one answers otherwise, or only with luck. */

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const since = '2025-11-03T12:00:00.000Z';
const bodiesOf = (requests: readonly RecordedRequest[], method: string) =>
  requests.filter((request) => request.method === method).map(({ body }) => body);

describe('a new issue', () => {
  const create = async (answers: Script, data: object) => {
    const { context, proxy } = await startScriptedJira(answers);
    return { proxy, made: issueLoader.create({ ...context, item: itemOf(data), key }) };
  };
  const made = { status: 201, body: { id: '7', key: 'DEMO-7' } };

  it('is made once more without an optional field that Jira would not take, which is named', async () => {
    let attempts = 0;
    const answers: Script = {
      'POST /rest/api/3/issue': () => (++attempts === 1 ? refusal({ environment: 'Too long.' }) : made),
    };
    const { made: written, proxy } = await create(answers, { summary: 'New', environment: ['x'] });
    expect(await written).toEqual({ id: '7', refused: { environment: 'Too long.' } });
    expect(bodiesOf(proxy.requests, 'POST')).toMatchObject([
      { fields: { summary: 'New', environment: { type: 'doc' } }, properties: [{ key: 'devrev.sync' }] },
      { fields: { summary: 'New', project: { id: '10000' }, issuetype: { id: '1' } } },
    ]);
  });

  it.each([
    ['that Jira refuses', 'x'.repeat(300), 'item_refused'],
    ['that has no value', '', 'required_field_missing'],
  ])('with a required field %s is not made, and Jira says why', async (_, summary, code) => {
    const message = 'Summary must be less than 255 characters.';
    const { made: written, proxy } = await create(
      { 'POST /rest/api/3/issue': () => refusal({ summary: message }) },
      { summary },
    );
    await expect(written).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(bodiesOf(proxy.requests, 'POST')).toHaveLength(1);
  });

  it('leaves out what is on no screen, and says so', async () => {
    const { made: written } = await create(
      { 'POST /rest/api/3/issue': () => made },
      { summary: 'New', reporter: 'a1', customfield_1: 'x', status: null },
    );
    expect(Object.keys((await written).refused ?? {})).toEqual(['reporter', 'customfield_1']);
  });

  it('is not made by an account that may create none', async () => {
    const { made: written } = await create(
      { 'GET /rest/api/3/issue/createmeta/10000/issuetypes/1': () => ({ status: 403, body: {} }) },
      { summary: 'New' },
    );
    await expect(written).rejects.toMatchObject({ code: 'permission_denied' });
  });

  it('is there although its status cannot be reached, which is named', async () => {
    const { made: written } = await create(
      {
        'POST /rest/api/3/issue': () => made,
        'GET /rest/api/3/issue/{}': ok(rawIssue('1')),
        'GET /rest/api/3/issue/{}/transitions': ok({ transitions: [] }),
        'GET /rest/api/3/project/10000/statuses': ok([]),
      },
      { summary: 'New', status: '9' },
    );
    expect(await written).toEqual({ id: '7', refused: { status: expect.stringContaining('no way') } });
  });
});

describe('an issue that may have been made', () => {
  /** Issues 1 to `last` are there, and none of `gap`; the search knows those up to `indexed`. */
  const project = ({
    last,
    indexed,
    marked,
    gap = [0, 0],
  }: Record<'last' | 'indexed' | 'marked', number> & { gap?: number[] }): Script => ({
    'POST /rest/api/3/search/jql': ({ body }) => {
      const isOlder = JSON.stringify(body).includes('created <');
      return {
        status: 200,
        body: { issues: isOlder ? [{ key: 'DEMO-3' }, { key: 'DEMO-900' }] : [{ key: `DEMO-${indexed}` }] },
      };
    },
    'POST /rest/api/3/issue/bulkfetch': ({ body }) => {
      const { issueIdsOrKeys: keys } = body as { issueIdsOrKeys: string[] };
      const numbers = keys.map((name) => Number(name.slice(5)));
      const there = numbers.filter(
        (number) => number <= last && !(number >= (gap[0] ?? 0) && number <= (gap[1] ?? 0)),
      );
      const properties = (number: number) => (number === marked ? { 'devrev.sync': { id: key } } : {});
      return {
        status: 200,
        body: {
          issues: there.map((number) => ({ id: String(10_000 + number), properties: properties(number) })),
        },
      };
    },
  });
  const find = async (answers: Script) => {
    const { context, proxy } = await startScriptedJira(answers);
    return {
      found: await issueLoader.find({ ...context, item: itemOf({ summary: 'New' }), key, since }),
      proxy,
    };
  };

  it('is found by its mark before the search knows it', async () => {
    const { found } = await find(project({ last: 260, indexed: 100, marked: 259 }));
    expect(found).toEqual({ id: '10259', refused: {} });
  });

  it('is found behind keys that nobody has any more', async () => {
    const { found } = await find(project({ last: 600, indexed: 600, marked: 590, gap: [5, 550] }));
    expect(found?.id).toBe('10590');
  });

  it('is not there when no issue since has the mark, and a hundred keys behind the last one belong to nobody', async () => {
    const { found, proxy } = await find(project({ last: 40, indexed: 40, marked: 0 }));
    expect(found).toBeUndefined();
    expect(proxy.requests.filter(({ path }) => path.endsWith('/bulkfetch'))).toHaveLength(2);
  });
});

/** A workflow in which each status leads to the next one, `1` to `9`. */
function workflow(mayBeSeen: boolean, leads: (from: number) => number[] = (from) => [from + 1]) {
  let status = 1;
  const taken: unknown[] = [];
  const names = Array.from({ length: 9 }, (_, index) => String(index + 1));
  const script: Script = {
    'GET /rest/api/3/issue/{}': () => ({ status: 200, body: rawIssue(String(status)) }),
    'GET /rest/api/3/issue/{}/transitions': () => ({
      status: 200,
      body: {
        transitions: leads(status).map((to) => ({
          id: `${status}0${to}`,
          name: `to ${to}`,
          to: { id: String(to) },
        })),
      },
    }),
    'POST /rest/api/3/issue/{}/transitions': ({ body }) => {
      taken.push(body);
      status = Number((body as { transition: { id: string } }).transition.id.slice(-1));
      return { status: 204, body: '' };
    },
    'GET /rest/api/3/project/10000/statuses': ok([
      { id: '1', name: 'Task', statuses: names.map((id) => ({ id, name: id })) },
    ]),
    'POST /rest/api/3/workflows': () =>
      mayBeSeen
        ? {
            status: 200,
            body: {
              statuses: names.map((id) => ({ id, statusReference: `r${id}` })),
              workflows: [
                {
                  statuses: names.map((id) => ({ statusReference: `r${id}` })),
                  transitions: names.flatMap((id) =>
                    leads(Number(id)).map((to) => ({
                      type: 'DIRECTED',
                      toStatusReference: `r${to}`,
                      links: [{ fromStatusReference: `r${id}` }],
                    })),
                  ),
                },
              ],
            },
          }
        : { status: 403, body: {} },
    'PUT /rest/api/3/issue/{}': () => ({ status: 204, body: '' }),
  };
  return { script, taken, at: () => status };
}

describe('a stage that was changed in DevRev', () => {
  const change = async (script: Script, status: string) => {
    const { context, proxy } = await startScriptedJira(script);
    const item = itemOf({ summary: 'New', status });
    await issueLoader.update?.read({ ...context, item, id: '7' });
    const written = await issueLoader.update?.write({ ...context, item, id: '7', changes: item.data });
    return { written, proxy };
  };

  it('is walked to step by step where the workflow can be seen', async () => {
    const { script, at, taken } = workflow(true);
    const { written } = await change(script, '6');
    expect(written?.refused).toEqual({});
    expect({ at: at(), steps: taken.length }).toEqual({ at: 6, steps: 5 });
  });

  it('takes the shortest way', async () => {
    const { script, taken } = workflow(true, (from) => (from === 1 ? [2, 4] : [from + 1]));
    await change(script, '5');
    expect(taken).toHaveLength(2);
  });

  it('is not walked to by more than five steps', async () => {
    const { script, at } = workflow(true);
    const { written } = await change(script, '7');
    expect({ at: at(), refused: written?.refused }).toEqual({
      at: 1,
      refused: { status: expect.stringContaining('"to 2"') },
    });
  });

  it('without a transition is named, and the other fields are written', async () => {
    const { script, at } = workflow(false);
    const { written, proxy } = await change(script, '3');
    expect({ at: at(), refused: Object.keys(written?.refused ?? {}) }).toEqual({
      at: 1,
      refused: ['status'],
    });
    expect(bodiesOf(proxy.requests, 'PUT')).toEqual([{ fields: { summary: 'New' } }]);
  });

  it('is reached although somebody else has just moved the issue there', async () => {
    const { script, at } = workflow(false);
    const move = script['POST /rest/api/3/issue/{}/transitions'];
    const { written } = await change(
      {
        ...script,
        'POST /rest/api/3/issue/{}/transitions': (request) => {
          move?.(request);
          return refusal({}, 409);
        },
      },
      '2',
    );
    expect({ at: at(), refused: written?.refused }).toEqual({ at: 2, refused: {} });
  });

  it('takes the resolution away when work is taken up again', async () => {
    const { script, taken } = workflow(false);
    const to = { id: '2', statusCategory: { key: 'new' } };
    const transitions = [{ id: '102', to, fields: { resolution: { required: false } } }];
    await change({ ...script, 'GET /rest/api/3/issue/{}/transitions': ok({ transitions }) }, '2');
    expect(taken).toEqual([{ transition: { id: '102' }, fields: { resolution: null } }]);
  });

  it('brings the resolution that its transition asks for', async () => {
    const { script, taken } = workflow(false);
    const resolution = { required: true, allowedValues: [{ id: '5', name: 'Done' }] };
    await change(
      {
        ...script,
        'GET /rest/api/3/issue/{}/transitions': ok({
          transitions: [{ id: '102', to: { id: '2' }, fields: { resolution } }],
        }),
      },
      '2',
    );
    expect(taken).toEqual([{ transition: { id: '102' }, fields: { resolution: { id: '5' } } }]);
  });
});

describe('a description that shows files', () => {
  const media = (id: string, alt: string) => ({
    type: 'mediaSingle',
    attrs: { layout: 'center' },
    content: [{ type: 'media', attrs: { type: 'file', id, collection: 'c', alt } }],
  });
  const edit = async (names: readonly string[], description: unknown) => {
    const document = { type: 'doc', version: 1, content: [media('m1', 'a.png'), media('m2', 'b.png')] };
    const attachment = names.map((filename, index) => ({ id: String(index + 1), filename, created: since }));
    const { context, proxy } = await startScriptedJira({
      'GET /rest/api/3/issue/{}': ok(rawIssue('1', { description: document, attachment })),
      'PUT /rest/api/3/issue/{}': () => ({ status: 204, body: '' }),
    });
    const item = itemOf({ description });
    const held = await issueLoader.update?.read({ ...context, item, id: '7' });
    const written = await issueLoader.update?.write({ ...context, item, id: '7', changes: item.data });
    return {
      held,
      written,
      sent: bodiesOf(proxy.requests, 'PUT') as { fields: { description: { content: unknown[] } } }[],
    };
  };

  it('keeps those the text names where it names them, and the others at its end', async () => {
    const shown = { id: '2', ref_type: 'artifact', fallback_record_name: 'b.png' };
    const { sent, written } = await edit(['a.png', 'b.png'], ['Before\n\n', shown, '\n\nafter']);
    const [first, second, third, last] = sent[0]?.fields.description.content ?? [];
    expect([JSON.stringify(first), JSON.stringify(third)]).toEqual([
      expect.stringContaining('Before'),
      expect.stringContaining('after'),
    ]);
    expect(JSON.stringify(second)).toContain('"m2"');
    expect(last).toEqual(media('m1', 'a.png'));
    expect(written?.refused).toEqual({});
  });

  it('is left as it is when a file cannot be told from another one', async () => {
    const { sent, written } = await edit(['a.png', 'a.png', 'b.png'], ['Other words']);
    expect(sent).toEqual([]);
    expect(Object.keys(written?.refused ?? {})).toEqual(['description']);
  });
});
