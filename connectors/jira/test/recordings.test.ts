import { type RecordType, toUtcTimestamp } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import {
  commentSchema,
  fieldListSchema,
  issueSchema,
  issueTypeStatusesSchema,
  priorityPageSchema,
  projectPageSchema,
  projectSchema,
} from '../src/api-types.js';
import { customFieldsOf, declareCustomFields } from '../src/custom-fields.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { createMediaResolver } from '../src/media.js';
import { metadata } from '../src/metadata.js';
import { commentItem, issueItem } from '../src/normalize.js';
import { apps, comments, users as userType } from '../src/record-types.js';
import { users } from '../src/streams/users.js';
import { problemsOf } from './item-check.js';
import { project } from './jira-records.js';
import { startScriptedSite } from './jira-site.js';
import { documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

const files = {
  issues: 'nango-rec__search_jql_issues',
  issuesWithCustomFields: 'bitovi__issues_with_changelog',
  addedComment: 'nango-rec__add-comment',
  editedComment: 'nango-rec__update-comment',
  users: 'nango-rec__users',
  fields: 'nango-rec__list-fields',
  priorities: 'nango-rec__list-priorities',
  projects: 'nango-rec__project_search',
  oldProjects: 'airbyte-rec__projects',
  project: 'nango-rec__get-project',
  issueTypes: 'nango-rec__issue-types',
  sharedIssueTypes: 'bitovi__issue_types',
  statuses: 'airbyte-rec__workflow_statuses',
  siteStatuses: 'jirametrics__statuses',
  errors: 'observed__error_bodies',
} as const;
const pathOf = (file: string) => `recordings/jira/${file}.json`;
const present = hasReference('the recorded replies of Jira', Object.values(files).map(pathOf));

const exchangesSchema = z.array(z.object({ status: z.number(), body: z.unknown() })).check(z.minLength(1));
const listSchema = z.array(z.unknown()).check(z.minLength(1));
const bodyOf = (file: string): unknown => z.parse(exchangesSchema, readReference(pathOf(file)))[0]?.body;
const listOf = (file: string): unknown[] => z.parse(listSchema, readReference(pathOf(file)));

const noMedia = createMediaResolver([]);

/** Reply of `/project/{id}/statuses` put together from recorded types and statuses. */
function typesWithStatuses(types: readonly unknown[], statuses: readonly unknown[]) {
  return types.map((type) => ({ ...z.parse(z.looseObject({}), type), statuses }));
}

/** Record types as they come out of recorded replies, by key. */
async function recordedTypes(statuses: readonly unknown[]): Promise<ReadonlyMap<string, RecordType>> {
  const { client, proxy } = await startScriptedSite();
  proxy.interpose(({ path }) => {
    if (path.endsWith('/statuses'))
      return {
        status: 200,
        body: typesWithStatuses(z.parse(listSchema, bodyOf(files.issueTypes)), statuses),
      };
    if (path.endsWith('/issueLinkType')) return { status: 200, body: { issueLinkTypes: [] } };
    if (path.includes('/createmeta/')) return { status: 403, body: {} };
    if (path.endsWith('/project/10000')) return { status: 200, body: bodyOf(files.project) };
    return { status: 200, body: bodyOf(path.endsWith('/field') ? files.fields : files.priorities) };
  });
  const found = await metadata.discover?.({
    client,
    externalSyncUnit: { id: '10000', name: 'Recorded' },
    options: {},
  });
  return new Map((found ?? []).map((type) => [type.key, type]));
}

/** The statuses found on issues, as an administrator's list would show them. */
function statusesOf(issues: readonly z.infer<typeof issueSchema>[]) {
  const ids = new Set(issues.map(({ fields }) => fields.status.id));
  return [...ids].map((id) => ({ id, name: `Status ${id}` }));
}

describe.skipIf(!present)('recorded replies', () => {
  it('of the search become issues that follow the recorded fields', async () => {
    const raw = z.parse(z.object({ issues: listSchema }), bodyOf(files.issues)).issues;
    const issues = raw.map((issue) => z.parse(issueSchema, issue));
    const types = await recordedTypes(statusesOf(issues));
    const recordTypes = documentOf([...types.values()]).record_types;
    const items = issues.map((issue) => issueItem(issue, noMedia, { ...project, recordTypes }));
    const problems = items.flatMap((item) => {
      const type = types.get(item.itemType);
      return type === undefined ? [`${item.itemType} is not declared`] : problemsOf(item, type);
    });
    expect(problems).toEqual([]);
    expect(items.length).toBeGreaterThan(10);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.some(({ data }) => data.description !== null)).toBe(true);
  });

  it('with fields of administrators keep those the site declares', async () => {
    // This site was asked for a few fields only, without the date of the last change.
    const issues = listOf(files.issuesWithCustomFields).map((raw) => {
      const { fields } = z.parse(z.object({ fields: z.looseObject({ created: z.string() }) }), raw);
      const complete = { ...fields, updated: fields.created };
      return z.parse(issueSchema, { ...z.parse(z.looseObject({}), raw), fields: complete });
    });
    const anyType = [...(await recordedTypes(statusesOf(issues))).values()].at(-1);
    const declared = documentOf(anyType ? [anyType] : []).record_types[anyType?.key ?? ''];
    const items = issues.map((issue) => {
      const recordTypes = declared ? { [`issue_${issue.fields.issuetype.id}`]: declared } : {};
      return issueItem(issue, noMedia, { ...project, recordTypes });
    });
    const problems = items.flatMap((item) =>
      anyType === undefined ? ['no type'] : problemsOf(item, anyType),
    );
    // The fields are those of another site: what it does not have is passed on for core to name.
    expect(problems.filter((problem) => !problem.endsWith('customfield_10069 is not declared'))).toEqual([]);
    const ranks = items.map(({ dynamicData }) => dynamicData?.customfield_10019);
    expect(ranks.every((rank) => typeof rank === 'string')).toBe(true);
    expect(items.some(({ dynamicData }) => dynamicData?.customfield_10015 !== null)).toBe(true);
    expect(items.some(({ data }) => data.parent !== null)).toBe(true);
  });

  it.each([files.addedComment, files.editedComment])('%s becomes a comment', (file) => {
    const comment = z.parse(commentSchema, bodyOf(file));
    const item = commentItem(comment, { id: '10011', media: noMedia, isServiceDesk: false });
    expect(problemsOf(item, comments)).toEqual([]);
    expect(item.data.body).not.toBeNull();
    expect(item.data.author).toBe(comment.author?.accountId);
    expect(item.data.visibility).toBe('internal');
    const wasEdited = toUtcTimestamp(item.modifiedDate) !== toUtcTimestamp(item.createdDate);
    expect(wasEdited).toBe(file === files.editedComment);
  });

  it('of the list of people become users', async () => {
    const recorded = z.parse(listSchema, bodyOf(files.users));
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(({ query }) => ({ status: 200, body: recorded.slice(Number(query.get('startAt'))) }));
    const pages = await walkAll(users, client);
    const [items, bots] = [itemsOf(pages, 'users'), itemsOf(pages, 'apps')];
    expect(items.length).toBeGreaterThan(0);
    expect(bots.length).toBeGreaterThan(0);
    expect(items.length + bots.length).toBe(recorded.length);
    expect(items.flatMap((item) => problemsOf(item, userType))).toEqual([]);
    expect(bots.flatMap((item) => problemsOf(item, apps))).toEqual([]);
    expect(new Set([...items, ...bots].map(({ id }) => id)).size).toBe(recorded.length);
    expect(items.some(({ data }) => data?.active === false)).toBe(true);
    expect(items.some(({ data }) => data?.email !== null)).toBe(true);
  });

  it('of the list of fields declare every custom field once', () => {
    const fields = z.parse(fieldListSchema, bodyOf(files.fields));
    const custom = fields.filter((field) => field.custom === true);
    expect(custom.length).toBeGreaterThan(5);
    const declared = declareCustomFields(customFieldsOf(fields, '10000'), new Map());
    expect(Object.keys(declared)).toEqual(expect.arrayContaining(custom.map(({ id }) => id)));
    const kinds = Object.fromEntries(
      Object.entries(declared).map(([id, field]) => [id, field.definition.type]),
    );
    expect(kinds).toMatchObject({ customfield_10015: 'date', customfield_10019: 'text' });
    expect(Object.values(declared).every((field) => !field.required)).toBe(true);
  });

  it('of priorities, issue types and statuses can be read', () => {
    const priorities = z.parse(priorityPageSchema, bodyOf(files.priorities));
    expect(priorities.values.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
    for (const types of [z.parse(listSchema, bodyOf(files.issueTypes)), listOf(files.sharedIssueTypes)]) {
      for (const statuses of [listOf(files.statuses), listOf(files.siteStatuses)]) {
        const read = z.parse(issueTypeStatusesSchema, typesWithStatuses(types, statuses));
        expect(read).toHaveLength(types.length);
        const categories = read.flatMap((type) =>
          type.statuses.map(({ statusCategory }) => statusCategory?.key),
        );
        expect(new Set(categories)).toEqual(new Set(['new', 'indeterminate', 'done']));
      }
    }
  });

  it('of statuses become stages', async () => {
    for (const statuses of [listOf(files.statuses), listOf(files.siteStatuses)]) {
      const types = await recordedTypes(statuses);
      expect(types.size).toBeGreaterThan(3);
      for (const { options, category } of types.values()) {
        if (category === undefined) continue;
        const { stages = {}, startingStage = '' } = options.stageDiagram ?? {};
        expect(Object.keys(stages)).toHaveLength(statuses.length);
        expect(stages[startingStage]?.state).toBe('new');
      }
    }
  });

  it('of projects become units of sync', async () => {
    const page = z.parse(projectPageSchema, bodyOf(files.projects));
    const old = listOf(files.oldProjects).map((raw) => z.parse(projectSchema, raw));
    const single = z.parse(projectSchema, bodyOf(files.project));
    expect(single.projectTypeKey).toBe('software');
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: { values: [...page.values, ...old], isLast: true } }));
    const units = [];
    for await (const found of externalSyncUnits({ client })) units.push(...found);
    expect(units).toHaveLength(page.values.length + old.length);
    for (const { id, name } of units) {
      expect(id).not.toBe('');
      expect(name).toMatch(/^.+ \([A-Z0-9_]+\)$/);
    }
  });

  it('that refuse something say why', async () => {
    const exchanges = z.parse(exchangesSchema, readReference(pathOf(files.errors)));
    const { client, proxy, system } = await startScriptedSite();
    for (const { status, body } of exchanges) {
      const said = z.parse(
        z.object({ errorMessages: z.array(z.string()), errors: z.record(z.string(), z.string()) }),
        body,
      );
      const sentence = [...said.errorMessages, ...Object.values(said.errors)][0] ?? '';
      expect(sentence).not.toBe('');
      expect(system().errorMessage?.(JSON.stringify(body))).toBe(sentence);
      proxy.interpose(() => ({ status, body }));
      await expect(client.project('10000')).rejects.toThrow(sentence);
    }
  });
});

describe('an error body', () => {
  it.each([
    ['{"errorMessages":["A.","B."],"errors":{"summary":"C."}}', 'A. B. C.'],
    ['{"errorMessages":[],"errors":{"summary":"C."}}', 'C.'],
    ['{"errorMessages":null,"errors":null}', undefined],
    ['{"errorMessages":[],"errors":{}}', undefined],
    ['{"message":"Client must be authenticated.","status-code":401}', 'Client must be authenticated.'],
    ['{"errorMessages":"text"}', undefined],
    ['{"errorMessages":["cut of', undefined],
    ['<html>Log in</html>', undefined],
    ['', undefined],
  ])('%s says %j', async (body, sentence) => {
    const { system } = await startScriptedSite();
    expect(system().errorMessage?.(body)).toBe(sentence);
  });
});
