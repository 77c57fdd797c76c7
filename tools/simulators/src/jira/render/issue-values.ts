import { createDrawStream, draw, salt } from '../../random/draw.js';
import type { Site } from '../site.js';
import { securityLevelsOf } from '../world/access.js';
import type { AdfDocument } from '../world/adf-zoo.js';
import { documentMedia, readAttachments } from '../world/attachments.js';
import { readComments } from '../world/comments.js';
import {
  createIssueDocument,
  issueDescription,
  issueSummary,
  readIssue,
  subtaskIndexes,
} from '../world/issues.js';
import { labelsOf } from '../world/labels.js';
import type { Issue } from '../world/model.js';
import { readWorklogs } from '../world/worklogs.js';
import { isMade, writtenValue } from '../world/written-issue.js';
import {
  componentJson,
  issueTypeJson,
  priorityJson,
  projectReference,
  resolutionJson,
  statusCategoryJson,
  statusJson,
  versionJson,
} from './catalogue.js';
import { attachmentJson, commentJson, timeText, worklogJson } from './children.js';
import { day } from './custom-values.js';
import { issueLinks } from './links.js';
import { optionalReference, userReference } from './people.js';

/** Comments embedded in an issue are a preview: 20 of however many there are. */
const EMBEDDED_COMMENTS = 20;
const EMBEDDED_WORKLOGS = 20;
const DAY_MS = 86_400_000;
const DUE = salt('due date');
const ENVIRONMENT = salt('environment');
const COMPONENTS = salt('components');
const FIX_VERSIONS = salt('fix versions');
const VERSIONS = salt('versions');
const ESTIMATE = salt('estimate');
const SECURITY = salt('security level');

type SystemValue = (site: Site, issue: Issue) => unknown;

/** Readers of the system fields; undefined means absent from the reply, null means empty. */
export const SYSTEM_VALUES: Readonly<Record<string, SystemValue>> = {
  statuscategorychangedate: (site, issue) => site.zone.format(issue.statusChangedAt),
  issuetype: (site, issue) => issueTypeJson(site, issue.type),
  parent: (site, issue) =>
    issue.parentIndex === undefined
      ? undefined
      : relatedIssue(site, readIssue(site.world, issue.project, issue.parentIndex)),
  timespent: (site, issue) => secondsSpent(site, issue),
  project: (site, issue) => projectReference(site, issue.home.definition),
  fixVersions: (site, issue) => versions(site, issue, FIX_VERSIONS),
  aggregatetimespent: (site, issue) => secondsSpent(site, issue),
  statusCategory: (site, issue) => statusCategoryJson(site, issue.status.category),
  resolution: (site, issue) => (issue.resolution === null ? null : resolutionJson(site, issue.resolution)),
  resolutiondate: (site, issue) =>
    issue.resolution === null ? null : site.zone.format(issue.statusChangedAt),
  workratio: () => -1,
  lastViewed: () => null,
  watches: (site, issue) => ({
    self: `${site.url}/rest/api/3/issue/${issue.key}/watchers`,
    watchCount: issue.index % 4,
    isWatching: false,
  }),
  issuerestriction: () => ({ issuerestrictions: {}, shouldDisplay: false }),
  created: (site, issue) => site.zone.format(issue.createdAt),
  priority: (site, issue) => (issue.priority === null ? null : priorityJson(site, issue.priority)),
  labels: (_site, issue) => labelsOf(issue),
  timeestimate: (site, issue) => secondsLeft(site, issue),
  aggregatetimeoriginalestimate: (_site, issue) => secondsEstimated(issue),
  versions: (site, issue) => versions(site, issue, VERSIONS),
  issuelinks: (site, issue) => issueLinks(site, issue, relatedIssue),
  assignee: (site, issue) => optionalReference(site, issue.assignee),
  updated: (site, issue) => site.zone.format(issue.updatedAt),
  status: (site, issue) => statusJson(site, issue.status),
  components: (site, issue) => {
    const stream = createDrawStream(issue.project.seed, COMPONENTS, issue.index);
    return issue.home.definition.components
      .filter(() => stream.chance(0.2))
      .map((component) => componentJson(site, component));
  },
  timeoriginalestimate: (_site, issue) => secondsEstimated(issue),
  description: (site, issue) => issueDescription(site.world, issue, documentMedia(site.world, issue)),
  timetracking: (site, issue) => {
    const [estimated, left, spent] = [
      secondsEstimated(issue),
      secondsLeft(site, issue),
      secondsSpent(site, issue),
    ];
    return {
      ...(estimated !== null && {
        originalEstimate: timeText(estimated),
        originalEstimateSeconds: estimated,
      }),
      ...(left !== null && { remainingEstimate: timeText(left), remainingEstimateSeconds: left }),
      ...(spent !== null && { timeSpent: timeText(spent), timeSpentSeconds: spent }),
    };
  },
  security: securityLevel,
  attachment: (site, issue) => readAttachments(site.world, issue).map((file) => attachmentJson(site, file)),
  aggregatetimeestimate: (site, issue) => secondsLeft(site, issue),
  summary: (_site, issue) => issueSummary(issue),
  creator: (site, issue) => userReference(site, issue.creator),
  subtasks: (site, issue) =>
    subtaskIndexes(issue.project, issue.index).map((index) =>
      relatedIssue(site, readIssue(site.world, issue.project, index)),
    ),
  reporter: (site, issue) => optionalReference(site, issue.reporter),
  aggregateprogress: () => ({ progress: 0, total: 0 }),
  environment: environmentDocument,
  duedate: (_site, issue) => {
    const drawn = draw(issue.project.seed, DUE, issue.index);
    return drawn % 3 === 0 ? day(issue.createdAt + (drawn % 300) * DAY_MS) : null;
  },
  progress: () => ({ progress: 0, total: 0 }),
  votes: (site, issue) => ({
    self: `${site.url}/rest/api/3/issue/${issue.key}/votes`,
    votes: issue.index % 3,
    hasVoted: false,
  }),
  comment: embeddedComments,
  worklog: embeddedWorklogs,
};

export function environmentDocument(site: Site, issue: Issue) {
  const sent = writtenValue(issue, 'environment');
  if (sent !== undefined) return sent as AdfDocument | null;
  const drawn = draw(issue.project.seed, ENVIRONMENT, issue.index);
  return drawn % 6 === 0 ? createIssueDocument(site.world, issue, drawn, []) : null;
}

/** Short form of another issue inside parents, sub-tasks and links. */
function relatedIssue(site: Site, issue: Issue): Record<string, unknown> {
  return {
    id: issue.id,
    key: issue.key,
    self: `${site.url}/rest/api/3/issue/${issue.id}`,
    fields: {
      summary: issueSummary(issue),
      status: statusJson(site, issue.status),
      ...(issue.priority === null ? {} : { priority: priorityJson(site, issue.priority) }),
      issuetype: issueTypeJson(site, issue.type),
    },
  };
}

function embeddedComments(site: Site, issue: Issue): Record<string, unknown> {
  const comments = readComments(site.world, issue);
  const shown = comments.slice(0, EMBEDDED_COMMENTS);
  return {
    comments: shown.map((comment) => commentJson(site, issue, comment)),
    self: `${site.url}/rest/api/3/issue/${issue.id}/comment`,
    maxResults: shown.length,
    total: comments.length,
    startAt: 0,
  };
}

function embeddedWorklogs(site: Site, issue: Issue): Record<string, unknown> {
  const worklogs = readWorklogs(site.world, issue);
  const shown = worklogs.slice(0, EMBEDDED_WORKLOGS);
  return {
    startAt: 0,
    maxResults: EMBEDDED_WORKLOGS,
    total: worklogs.length,
    worklogs: shown.map((worklog) => worklogJson(site, issue, worklog)),
  };
}

function secondsSpent(site: Site, issue: Issue): number | null {
  const seconds = readWorklogs(site.world, issue).map((worklog) => worklog.seconds);
  return seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0);
}

/** Every fifth issue is estimated, in half days. */
function secondsEstimated(issue: Issue): number | null {
  if (isMade(issue)) return null;
  const drawn = draw(issue.project.seed, ESTIMATE, issue.index);
  return drawn % 5 === 0 ? 14_400 * (1 + ((drawn >>> 8) % 10)) : null;
}

function secondsLeft(site: Site, issue: Issue): number | null {
  const estimated = secondsEstimated(issue);
  return estimated === null ? null : Math.max(0, estimated - (secondsSpent(site, issue) ?? 0));
}

/** Of a level the account belongs to: what it may not see is not there. */
function securityLevel(site: Site, issue: Issue): Record<string, unknown> | null {
  if (isMade(issue)) return null;
  const levels = securityLevelsOf(site.world, issue.home.definition);
  const drawn = draw(issue.project.seed, SECURITY, issue.index);
  const level = drawn % 12 === 0 ? levels[(drawn >>> 8) % levels.length] : undefined;
  if (level === undefined) return null;
  const { id, name, description } = level;
  return { self: `${site.url}/rest/api/3/securitylevel/${id}`, id, name, description };
}

function versions(site: Site, issue: Issue, kind: number): Record<string, unknown>[] {
  const stream = createDrawStream(issue.project.seed, kind, issue.index);
  return issue.home.definition.versions
    .filter(() => stream.chance(0.2))
    .map((version) => versionJson(site, version));
}
