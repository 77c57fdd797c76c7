import type { Site } from '../site.js';
import { documentMedia, readAttachments } from '../world/attachments.js';
import { readHistories } from '../world/changelog.js';
import { commentBody, readComments } from '../world/comments.js';
import type { Field } from '../world/field-model.js';
import { issueDescription } from '../world/issues.js';
import type { Issue } from '../world/model.js';
import { renderHtml } from './adf-html.js';
import { historyJson } from './children.js';
import { customValue } from './custom-values.js';
import { environmentDocument, SYSTEM_VALUES } from './issue-values.js';
import { writtenJson } from './written-values.js';

/** Histories embedded in an issue are a preview: the newest 40. */
const EMBEDDED_HISTORIES = 40;
const EMBEDDED_COMMENTS = 20;
const EXPANDABLE = 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations';
/** What a caller may ask for that is no field of an issue but part of every reply. */
const ENVELOPE: ReadonlySet<string> = new Set(['id', 'key', 'self', 'issuekey']);

export interface FieldSelection {
  fields: readonly Field[];
  /** Only the id, as Jira answers when no fields are asked for. */
  idOnly: boolean;
  /** Nothing beyond id and key: the case in which pages may hold 5000 issues. */
  light: boolean;
}

/**
 * Reads a `fields` list: `*all`, `*navigable`, ids, and `-id` to take away. Unknown names are ignored, as Jira does.
 * An empty list means the default of the endpoint.
 */
export function selectFields(
  site: Site,
  requested: readonly string[],
  whenEmpty: '*all' | '*navigable' | 'id',
): FieldSelection {
  const wanted = requested.length === 0 ? [whenEmpty] : requested;
  const chosen = new Set<Field>();
  const onlyExclusions = wanted.every((name) => name.startsWith('-'));
  for (const name of onlyExclusions ? [whenEmpty === 'id' ? '*all' : whenEmpty, ...wanted] : wanted) {
    for (const field of site.world.fields) {
      if (name === '*all' || (name === '*navigable' && field.navigable) || name === field.id)
        chosen.add(field);
      if (name === `-${field.id}`) chosen.delete(field);
    }
  }
  return {
    fields: [...chosen],
    idOnly: wanted.length === 1 && wanted[0] === 'id',
    light: chosen.size === 0 && wanted.every((name) => ENVELOPE.has(name)),
  };
}

/** One issue as search, bulk fetch and single read give it. */
export function issueJson(
  site: Site,
  issue: Issue,
  selection: FieldSelection,
  expand: ReadonlySet<string>,
): Record<string, unknown> {
  if (selection.idOnly && expand.size === 0) return { id: issue.id };
  const json: Record<string, unknown> = {
    expand: EXPANDABLE,
    id: issue.id,
    self: `${site.url}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
  };
  if (expand.has('renderedFields')) json.renderedFields = renderedFields(site, issue, selection);
  if (expand.has('changelog')) json.changelog = changelog(site, issue);
  if (!selection.light) json.fields = fieldValues(site, issue, selection);
  return json;
}

/** What programs keep with an issue, where it was asked for by name. */
export function propertiesJson(
  issue: Issue,
  asked: readonly string[],
): { properties?: Record<string, unknown> } {
  if (asked.length === 0) return {};
  const kept = issue.override?.written?.properties ?? new Map<string, unknown>();
  return {
    properties: Object.fromEntries(asked.filter((key) => kept.has(key)).map((key) => [key, kept.get(key)])),
  };
}

/** The `names` and `schema` expansions for the chosen fields. */
export function describeFields(
  selection: FieldSelection,
  expand: ReadonlySet<string>,
): { names?: Record<string, string>; schema?: Record<string, unknown> } {
  const described: { names?: Record<string, string>; schema?: Record<string, unknown> } = {};
  if (expand.has('names')) {
    described.names = Object.fromEntries(selection.fields.map(({ id, name }) => [id, name]));
  }
  if (expand.has('schema')) {
    described.schema = Object.fromEntries(
      selection.fields.flatMap(({ id, schema }) => (schema === undefined ? [] : [[id, schema]])),
    );
  }
  return described;
}

function fieldValues(site: Site, issue: Issue, { fields }: FieldSelection): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field.custom ? customValue(site, issue, field) : systemValue(site, issue, field);
    if (value !== undefined) values[field.id] = value;
  }
  return values;
}

/** Of the fields of the product, these are shown as they were sent; the others follow from the issue. */
const SENT: ReadonlySet<string> = new Set(['components', 'duedate', 'fixVersions', 'versions']);

function systemValue(site: Site, issue: Issue, field: Field): unknown {
  const sent = SENT.has(field.id) ? writtenJson(site, issue, field) : undefined;
  return sent === undefined ? SYSTEM_VALUES[field.id]?.(site, issue) : sent;
}

function changelog(site: Site, issue: Issue): Record<string, unknown> {
  const histories = readHistories(site.world, issue);
  const shown = histories.reverse().slice(0, EMBEDDED_HISTORIES);
  return {
    startAt: 0,
    maxResults: shown.length,
    total: histories.length,
    histories: shown.map((history) => historyJson(site, history)),
  };
}

function renderedFields(site: Site, issue: Issue, { fields }: FieldSelection): Record<string, unknown> {
  const files = readAttachments(site.world, issue);
  const rendered: Record<string, unknown> = {};
  for (const field of fields) {
    switch (field.id) {
      case 'description':
        rendered.description = renderHtml(
          issueDescription(site.world, issue, documentMedia(site.world, issue)),
          files,
        );
        break;
      case 'environment':
        rendered.environment = renderHtml(environmentDocument(site, issue), files);
        break;
      case 'comment':
        rendered.comment = {
          comments: readComments(site.world, issue)
            .slice(0, EMBEDDED_COMMENTS)
            .map((comment) => ({
              id: comment.id,
              body: renderHtml(commentBody(site.world, issue, comment), files),
            })),
        };
        break;
      default:
        rendered[field.id] = null;
    }
  }
  return rendered;
}
