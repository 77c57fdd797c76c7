import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { issues } from '../src/streams/issues.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

/** Field of Jira → what it becomes: fields of the item, or another item type. */
const delivered: Readonly<Record<string, string>> = {
  summary: 'summary',
  description: 'description',
  environment: 'environment',
  status: 'status',
  priority: 'priority',
  resolution: 'resolution',
  resolutiondate: 'resolved_at',
  assignee: 'assignee',
  reporter: 'reporter',
  creator: 'creator',
  parent: 'parent',
  labels: 'labels',
  components: 'components',
  fixVersions: 'fix_versions',
  versions: 'affected_versions',
  duedate: 'due_date',
  timespent: 'time_spent',
  timeestimate: 'remaining_estimate',
  timeoriginalestimate: 'original_estimate',
  security: 'security_level',
};
const otherItems = ['comment', 'worklog', 'attachment', 'issuelinks', 'created', 'updated', 'issuetype'];
/** Derived by Jira from what is delivered, or about who reads and not about the issue. */
const onPurpose = [
  'project',
  'subtasks',
  'statusCategory',
  'statuscategorychangedate',
  'workratio',
  'timetracking',
  'progress',
  'aggregateprogress',
  'aggregatetimespent',
  'aggregatetimeestimate',
  'aggregatetimeoriginalestimate',
  'watches',
  'votes',
  'lastViewed',
  'issuerestriction',
];

const searchSchema = z.object({
  issues: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) })),
});

const isEmpty = (value: unknown) =>
  value === null ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

describe.each([DEMO_PROJECT, SERVICE_DESK])('of an issue of $name', (externalSyncUnit) => {
  it('every field with a value is delivered or left out on purpose', async () => {
    const { client, proxy } = await startJiraSite({ size: 100 });
    const metadata = documentOf(await discover(client, externalSyncUnit));
    const pages = await walkAll(issues, client, { externalSyncUnit, metadata });
    const items = new Map(
      [...itemsOf(pages, 'issues'), ...itemsOf(pages, 'requests')].map((item) => [item.id, item]),
    );
    const answer = await client.issuePage(`project = ${externalSyncUnit.id} ORDER BY key ASC`, '');
    expect(proxy.requests.length).toBeGreaterThan(2);
    const lost: string[] = [];
    let seen = 0;
    for (const { id, fields } of z.parse(searchSchema, answer).issues) {
      const item = items.get(id);
      const names = Object.values(metadata.record_types[item?.itemType ?? '']?.fields ?? {});
      const others = z.parse(z.array(z.string()), item?.data?.other_values).join('\n');
      for (const [field, value] of Object.entries(fields)) {
        if (isEmpty(value) || otherItems.includes(field) || onPurpose.includes(field)) continue;
        seen += 1;
        const target = delivered[field];
        const values = { ...item?.data, ...item?.dynamicData };
        const isThere = target
          ? !isEmpty(values[target])
          : Object.keys(values).some((key) => key === field || key.startsWith(`${field}_`)) ||
            names.some(({ name }) => others.includes(`${name}: `));
        if (!isThere) lost.push(`${id}: ${field}`);
      }
    }
    expect(lost).toEqual([]);
    expect(seen).toBeGreaterThan(500);
  });
});
