import { createDrawStream, type DrawStream, draw, pick, salt } from '../../random/draw.js';
import type { Site } from '../site.js';
import { type Field, optionsIn } from '../world/field-model.js';
import { createIssueDocument } from '../world/issues.js';
import type { Issue } from '../world/model.js';
import { ORGANIZATIONS } from '../world/organizations.js';
import { sprintsOf } from '../world/sprints.js';
import { optionJson, versionJson } from './catalogue.js';
import { userReference } from './people.js';
import { organizationJson } from './service-desk.js';
import { sprintJson } from './sprints.js';
import { writtenJson } from './written-values.js';

const VALUE = salt('custom value');
const DAY_MS = 86_400_000;

/** Value of a custom field on an issue, null when empty; undefined when the type's configuration lacks the field. */
export function customValue(site: Site, issue: Issue, field: Field): unknown {
  if (field.onlyTypes !== undefined && !field.onlyTypes.includes(issue.type.name)) return undefined;
  if (field.projectId !== undefined && field.projectId !== issue.home.definition.id) return undefined;
  const sent = isDerived(field) ? undefined : writtenJson(site, issue, field);
  if (sent !== undefined) return sent;
  if (field.filledSince !== undefined) {
    return issue.updatedAt < field.filledSince ? null : `Answer of ${issue.key}`;
  }
  const customId = field.schema?.customId ?? 0;
  const seed = draw(issue.project.seed, VALUE, issue.index, customId);
  const stream = createDrawStream(seed);
  const kind = field.schema?.custom?.split(':')[1] ?? '';
  const special = SPECIAL[kind];
  if (special !== undefined) return special(site, issue, stream);
  if (stream.chance(0.45)) return null;
  if (field.schema === undefined) return `Left on ${issue.key}`;
  return ORDINARY[kind]?.(site, issue, stream, field) ?? null;
}

/** Fields that follow from something else than what was sent for them. */
function isDerived({ schema }: Field): boolean {
  return (schema?.custom?.split(':')[1] ?? '') in SPECIAL;
}

type ValueMaker = (site: Site, issue: Issue, stream: DrawStream, field: Field) => unknown;

/** Fields that decide on their own when they are empty. */
const SPECIAL: Readonly<Record<string, (site: Site, issue: Issue, stream: DrawStream) => unknown>> = {
  devsummarycf: (_site, _issue, stream) =>
    stream.chance(0.7)
      ? '{}'
      : `{pullrequest={dataType=pullrequest, state=MERGED, stateCount=${1 + stream.below(3)}}, json={"cachedValue":{"errors":[]}}}`,
  'gh-lexo-rank': (_site, issue) => `0|i${issue.number.toString(36).padStart(5, '0')}:`,
  'gh-sprint': (_site, issue) => {
    const sprints = sprintsOf(issue);
    return sprints.length === 0 ? null : sprints.map(sprintJson);
  },
};

const ORDINARY: Readonly<Record<string, ValueMaker>> = {
  'jsw-story-points': (_site, _issue, stream) => stream.pick([0, 1, 2, 3, 5, 8, 13]),
  float: (_site, _issue, stream) => stream.pick([0, 0.5, 1, 2.25, -1, 40]),
  datepicker: (_site, issue, stream) => day(issue.createdAt + stream.below(200) * DAY_MS),
  datetime: (site, issue, stream) => site.zone.format(issue.createdAt - stream.below(DAY_MS)),
  textarea: (site, issue, stream) => createIssueDocument(site.world, issue, stream.below(2 ** 31), []),
  textfield: (_site, issue, stream) => stream.pick([`REF-${issue.number}`, '', ' padded ', 'två ord', '0']),
  url: (_site, _issue, stream) => `https://runbooks.example/page?id=${stream.below(500)}&mode=a%20b#top`,
  labels: (_site, _issue, stream) => stream.pick([['alpha'], ['alpha', 'beta'], ['日本', 'c++']]),
  select: oneOption,
  radiobuttons: oneOption,
  multiselect: someOptions,
  multicheckboxes: someOptions,
  cascadingselect: (site, issue, stream, field) => {
    const parent = stream.pick(optionsIn(field, issue.home.definition.id));
    const children = parent.children ?? [];
    if (children.length === 0 || stream.chance(0.3)) return optionJson(site, parent);
    return { ...optionJson(site, parent), child: optionJson(site, stream.pick(children)) };
  },
  userpicker: (site, _issue, stream) => userReference(site, stream.pick(site.world.users.contributors)),
  multiuserpicker: (site, _issue, stream) => {
    const first = stream.below(site.world.users.contributors.length);
    return [first, first + 1].map((position) =>
      userReference(site, pick(site.world.users.contributors, position)),
    );
  },
  'atlassian-team': (_site, _issue, stream) => ({
    id: stream.pick(['0a6e4f4e-24c3-4a1e-9c63-0f7f2f2b7a11', '5d2d9d3a-6a0e-4d44-8f0e-6a9f0a7f7d22']),
    name: stream.pick(['Platform', 'Größe & Maß']),
    isShared: true,
  }),
  vendor: (_site, _issue, stream) => stream.pick([{ contract: { tier: 2 } }, 'plain', 7, [], false]),
  grouppicker: (site, _issue, stream) => {
    const name = stream.pick(['jira-developers', 'release managers']);
    return { name, groupId: `group-${name}`, self: `${site.url}/rest/api/3/group?groupId=group-${name}` };
  },
  multiversion: (site, issue, stream) => {
    const chosen = issue.home.definition.versions.filter(() => stream.chance(0.4));
    return chosen.length === 0 ? null : chosen.map((version) => versionJson(site, version));
  },
  'sd-customer-organizations': (site, _issue, stream) => {
    const first = stream.below(2);
    return ORGANIZATIONS.slice(first, first + 1 + stream.below(2)).map((organization) =>
      organizationJson(site, organization),
    );
  },
  'sd-approvals': (_site, _issue, stream) => [
    { id: '1', name: 'Manager', finalDecision: stream.pick(['approved', 'declined', 'pending']) },
  ],
  'sd-request-participants': (site, _issue, stream) => [
    userReference(site, stream.pick(site.world.users.contributors)),
  ],
  'vp-origin': (site, issue, stream) => ({
    _links: { web: `${site.url}/servicedesk/customer/portal/1/${issue.key}` },
    requestType: {
      id: stream.pick(['11', '12']),
      name: stream.pick(['Get IT help', 'Report an outage']),
      serviceDeskId: '1',
      issueTypeId: issue.type.id,
    },
    currentStatus: { status: issue.status.name, statusCategory: 'UNDEFINED' },
  }),
  'sd-sla-field': slaJson,
  version: (site, issue, stream) => {
    const { versions } = issue.home.definition;
    return versions.length === 0 ? null : versionJson(site, stream.pick(versions));
  },
};

/** Cycles of a service level agreement: one completed, one under way, both, or none yet. */
function slaJson(site: Site, issue: Issue, stream: DrawStream): Record<string, unknown> {
  const goalMs = stream.pick([4, 24, 72]) * 3_600_000;
  const dateJson = (timeMs: number) => ({
    iso8601: site.zone.format(timeMs).replace(/\.\d{3}/, ''),
    jira: site.zone.format(timeMs),
    friendly: 'Today',
    epochMillis: timeMs,
  });
  const duration = (millis: number) => ({ millis, friendly: `${Math.round(millis / 60_000)}m` });
  const cycle = (breached: boolean) => ({
    startTime: dateJson(issue.createdAt),
    breached,
    goalDuration: duration(goalMs),
    elapsedTime: duration(breached ? goalMs + 60_000 : goalMs / 2),
    remainingTime: duration(breached ? -60_000 : goalMs / 2),
  });
  const isDone = issue.resolution !== null;
  return {
    id: '1',
    name: 'Time to resolution',
    completedCycles: isDone
      ? [{ ...cycle(stream.chance(0.3)), stopTime: dateJson(issue.statusChangedAt) }]
      : [],
    ...(isDone
      ? {}
      : {
          ongoingCycle: {
            ...cycle(stream.chance(0.2)),
            breachTime: dateJson(issue.createdAt + goalMs),
            paused: stream.chance(0.1),
            withinCalendarHours: true,
          },
        }),
  };
}

function oneOption(site: Site, issue: Issue, stream: DrawStream, field: Field): unknown {
  return optionJson(site, stream.pick(optionsIn(field, issue.home.definition.id)));
}

function someOptions(site: Site, issue: Issue, stream: DrawStream, field: Field): unknown {
  const chosen = optionsIn(field, issue.home.definition.id).filter(() => stream.chance(0.5));
  return chosen.length === 0 ? null : chosen.map((option) => optionJson(site, option));
}

/** Calendar day of an instant, `2024-07-04`. */
export function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
