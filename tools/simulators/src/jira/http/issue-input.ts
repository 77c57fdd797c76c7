import type { Site } from '../site.js';
import type { IssueType } from '../world/catalogue.js';
import { documentProblem } from '../world/documents.js';
import { prioritiesOf } from '../world/drift.js';
import { type Field, optionsIn } from '../world/field-model.js';
import { findIssue } from '../world/issues.js';
import type { ProjectWorld } from '../world/model.js';
import { findOption, memberOf } from '../world/written-issue.js';
import { isRequired, isSettable } from './settable-fields.js';

/** Where values are to be set. */
export interface Target {
  project: ProjectWorld;
  type: IssueType;
}

/** What was sent for fields, checked: values in the form they are kept in, and what Jira has against others. */
export interface CheckedFields {
  values: Map<string, unknown>;
  errors: Record<string, string>;
}

const LONGEST_SUMMARY = 255;
const LONGEST_TEXT = 255;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/;

/** Checks what was sent for fields by id; what is not on the screen of the type is refused by name, as Jira does. */
export function checkFields(
  site: Site,
  target: Target,
  sent: Readonly<Record<string, unknown>>,
): CheckedFields {
  const checked: CheckedFields = { values: new Map(), errors: {} };
  for (const [id, value] of Object.entries(sent)) {
    const field = site.world.fields.find((candidate) => candidate.id === id);
    if (field === undefined || !isSettable(field, target.type, target.project.definition.id)) {
      checked.errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
      continue;
    }
    if (value === null) {
      if (isRequired(field, target.type)) checked.errors[id] = `${field.name} is required.`;
      else checked.values.set(id, null);
      continue;
    }
    const problem = problemOf(site, target, field, value);
    if (problem === undefined) checked.values.set(id, kept(site, field, value));
    else checked.errors[id] = problem;
  }
  return checked;
}

/** A parent is kept by its id. */
function kept(site: Site, { id }: Field, value: unknown): unknown {
  if (id !== 'parent') return value;
  const parent = findIssue(site.world, memberOf(value, 'id') ?? memberOf(value, 'key') ?? '');
  return { id: parent?.id };
}

function problemOf(site: Site, target: Target, field: Field, value: unknown): string | undefined {
  const isDocument =
    ['description', 'environment'].includes(field.id) || field.schema?.custom?.endsWith(':textarea') === true;
  if (isDocument) return documentProblem(value);
  switch (field.id) {
    case 'summary':
      return summaryProblem(value);
    case 'parent':
      return parentProblem(site, target, value);
    case 'assignee':
      return isPerson(site, value)
        ? undefined
        : `User '${memberOf(value, 'accountId')}' cannot be assigned issues.`;
    case 'reporter':
      return isPerson(site, value) ? undefined : 'The reporter specified is not a user.';
    default:
      break;
  }
  if (field.schema?.type !== 'array') return valueProblem(site, target, field, field.schema?.type, value);
  if (!Array.isArray(value)) return 'data was not an array';
  const { items } = field.schema;
  return value.map((element) => valueProblem(site, target, field, items, element)).find(Boolean);
}

function valueProblem(
  site: Site,
  { project: { definition } }: Target,
  field: Field,
  type: string | undefined,
  value: unknown,
): string | undefined {
  const id = memberOf(value, 'id');
  switch (type) {
    case 'priority':
      return prioritiesOf(site.world).some((priority) => priority.id === id)
        ? undefined
        : 'The priority selected is invalid.';
    case 'component':
      return definition.components.some((component) => component.id === id)
        ? undefined
        : `Component name '${memberOf(value, 'name') ?? id}' is not valid`;
    case 'version':
      return definition.versions.some((version) => version.id === id)
        ? undefined
        : `Version name '${memberOf(value, 'name') ?? id}' is not valid`;
    case 'option':
    case 'option-with-child': {
      const option = findOption(optionsIn(field, definition.id), value);
      return option === undefined || option.disabled === true
        ? `Option id '${id ?? memberOf(value, 'value')}' is not valid`
        : undefined;
    }
    case 'user':
      return isPerson(site, value)
        ? undefined
        : `The user named '${memberOf(value, 'accountId')}' does not exist`;
    case 'group':
      return memberOf(value, 'name') === undefined ? 'Could not find group' : undefined;
    case 'number':
      return typeof value === 'number' ? undefined : `'${String(value)}' is an invalid number`;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? undefined
        : `Error parsing date string: ${String(value)}`;
    case 'datetime':
      return typeof value === 'string' && DATE_TIME.test(value)
        ? undefined
        : `Error parsing time: ${String(value)}`;
    case 'string':
      return textProblem(field, value);
    default:
      return `Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
}

function textProblem({ schema }: Field, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'Operation value must be a string';
  if (schema?.type === 'array' && /\s/.test(value))
    return `The label '${value}' contains spaces which is invalid.`;
  return value.length > LONGEST_TEXT
    ? `The entered text is too long. It exceeds the allowed limit of ${LONGEST_TEXT} characters.`
    : undefined;
}

function summaryProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return 'You must specify a summary of the issue.';
  if (/[\r\n]/.test(value)) return 'The summary is invalid because it contains newline characters.';
  return value.length > LONGEST_SUMMARY
    ? `Summary must be less than ${LONGEST_SUMMARY} characters.`
    : undefined;
}

/** Of the same project, and one level above. */
function parentProblem(site: Site, { project, type }: Target, value: unknown): string | undefined {
  const parent = findIssue(site.world, memberOf(value, 'id') ?? memberOf(value, 'key') ?? '');
  if (parent === undefined) return 'Could not find issue by id or key.';
  const fits = parent.project === project && parent.type.hierarchyLevel === type.hierarchyLevel + 1;
  return fits ? undefined : 'Given parent work item does not belong to appropriate hierarchy.';
}

function isPerson({ world }: Site, value: unknown): boolean {
  return world.users.byAccountId.has(memberOf(value, 'accountId') ?? '');
}
