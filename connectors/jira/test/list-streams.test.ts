import { PermissionError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import * as recordTypes from '../src/record-types.js';
import { components } from '../src/streams/components.js';
import { organizations } from '../src/streams/organizations.js';
import { sprints } from '../src/streams/sprints.js';
import { problemsOf } from './item-check.js';
import { SERVICE_DESK, startJiraSite, startScriptedSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

const serviceDesk = documentOf([recordTypes.requests.member('1', 'Request', {})]);
const increment = { from: '2024-01-01T00:00:00.000Z' };
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('components and versions', () => {
  it('come in one call, also in an increment, and follow their declarations', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 5 });
    const pages = await walkAll(components, client, { window: increment });
    const ofKind = (kind: string) => [...simulator.truth('10000')].filter((object) => object.kind === kind);
    expect(idsOf(itemsOf(pages, 'components'))).toEqual(idsOf(ofKind('component')));
    expect(idsOf(itemsOf(pages, 'versions'))).toEqual(idsOf(ofKind('version')));
    expect(proxy.requests).toHaveLength(1);
    const problems = [
      ...itemsOf(pages, 'components').flatMap((item) => problemsOf(item, recordTypes.components)),
      ...itemsOf(pages, 'versions').flatMap((item) => problemsOf(item, recordTypes.versions)),
    ];
    expect(problems).toEqual([]);
    expect(await walkAll(components, client, { cursor: pages.at(-1)?.cursor })).toEqual([]);
  });

  it('of a project that sends none are none', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: { id: '1', key: 'A', name: 'A', components: null } }));
    const pages = await walkAll(components, client);
    expect([...itemsOf(pages, 'components'), ...itemsOf(pages, 'versions')]).toEqual([]);
  });
});

describe('sprints', () => {
  it('are listed once, in pages of any size, whatever boards show them', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 5 });
    proxy.interpose((request) => {
      if (request.path.endsWith('/sprint')) request.query.set('maxResults', '4');
      return undefined;
    });
    const pages = await walkAll(sprints, client);
    const expected = [...simulator.truth('10000')].filter(({ kind }) => kind === 'sprint');
    expect(idsOf(itemsOf(pages, 'sprints'))).toEqual(idsOf(expected));
    expect(itemsOf(pages, 'sprints').flatMap((item) => problemsOf(item, recordTypes.sprints))).toEqual([]);
    expect(proxy.requests.map(({ path }) => path)).not.toContain('/rest/agile/1.0/board/5/sprint');
    for (const [index, { cursor }] of pages.entries()) {
      const rest = await walkAll(sprints, client, { cursor });
      expect(itemsOf([...pages.slice(0, index + 1), ...rest], 'sprints')).toEqual(itemsOf(pages, 'sprints'));
    }
  });

  it('that boards of several projects show come once, with every board that Jira lists', async () => {
    const { simulator, client } = await startJiraSite({ size: 5, sharedBoards: true });
    const ofKind = (kind: string) => [...simulator.truth('10000')].filter((object) => object.kind === kind);
    const pages = await walkAll(sprints, client);
    expect(idsOf(itemsOf(pages, 'sprints')).sort()).toEqual(idsOf(ofKind('sprint')).sort());
    expect(idsOf(itemsOf(pages, 'boards')).sort()).toEqual(['2', '3', '4', '5']);
    expect(idsOf(ofKind('board')).sort()).toEqual(['2', '3', '4', '5']);
    for (const [index, { cursor }] of pages.entries()) {
      const rest = await walkAll(sprints, client, { cursor });
      const resumed = itemsOf([...pages.slice(0, index + 1), ...rest], 'sprints');
      expect(idsOf(resumed).sort()).toEqual(idsOf(ofKind('sprint')).sort());
    }
  });

  it.each([
    ['a board of which Jira says only when asked that it has no sprints', 400, 1],
    ['a board that is gone', 404, 1],
  ])('of %s are none, and the others come', async (_, status, count) => {
    const { client, proxy } = await startScriptedSite();
    const boards = [
      { id: 1, type: 'simple' },
      { id: 2, type: 'scrum' },
    ];
    proxy.interpose(({ path }) => {
      if (path.endsWith('/board/1/sprint'))
        return { status, body: { errorMessages: ['No sprints.'], errors: {} } };
      if (path.endsWith('/sprint'))
        return { status: 200, body: { isLast: true, values: [{ id: 9, name: 'S', state: 'future' }] } };
      return { status: 200, body: { isLast: true, values: boards } };
    });
    expect(itemsOf(await walkAll(sprints, client), 'sprints')).toHaveLength(count);
  });

  it('of a site without Jira Software are none', async () => {
    const { client } = await startScriptedSite();
    expect(await walkAll(sprints, client)).toEqual([]);
  });

  it('that may not be read are a gap, not nothing', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 403, body: { errorMessages: ['No.'], errors: {} } }));
    await expect(walkAll(sprints, client)).rejects.toThrow(PermissionError);
  });

  it('are asked for in a first run only, and never of a service desk', async () => {
    const { client, proxy } = await startJiraSite({ size: 5 });
    expect(await walkAll(sprints, client, { window: increment })).toEqual([]);
    expect(await walkAll(sprints, client, { metadata: serviceDesk })).toEqual([]);
    expect(proxy.requests).toEqual([]);
  });

  it.each([
    ['2024-05-01T10:00:00.000Z', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01T10:00:00.000+02:00', '2024-05-01T08:00:00.000Z'],
    ['', null],
    [undefined, null],
  ])('that start at %j start at %j', async (startDate, expected) => {
    const { client, proxy } = await startScriptedSite();
    const sprint = { id: 9, name: 'S', state: 'future', startDate };
    proxy.interpose(({ path }) => ({
      status: 200,
      body: { isLast: true, values: path.endsWith('/sprint') ? [sprint] : [{ id: 2, type: 'scrum' }] },
    }));
    expect(itemsOf(await walkAll(sprints, client), 'sprints')[0]?.data?.start_date).toBe(expected);
  });
});

describe('organizations', () => {
  it('of a service desk are all listed, in pages of any size', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 5 });
    proxy.interpose((request) => {
      if (request.path.endsWith('/organization')) request.query.set('limit', '2');
      return undefined;
    });
    const metadata = documentOf(await discover(client, SERVICE_DESK));
    const pages = await walkAll(organizations, client, { externalSyncUnit: SERVICE_DESK, metadata });
    const expected = [...simulator.truth('10001')].filter(({ kind }) => kind === 'organization');
    expect(idsOf(itemsOf(pages, 'organizations'))).toEqual(idsOf(expected));
    expect(pages.length).toBe(2);
  });

  it('are not asked for in other projects', async () => {
    const { client, proxy } = await startJiraSite({ size: 5 });
    expect(await walkAll(organizations, client)).toEqual([]);
    expect(proxy.requests).toEqual([]);
  });
});
