import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageSizeOf } from '../http/pages.js';
import { countParameter } from '../http/parameters.js';
import { isRequired, isSettable } from '../http/settable-fields.js';
import {
  componentJson,
  issueTypeJson,
  optionJson,
  priorityJson,
  shownName,
  versionJson,
} from '../render/catalogue.js';
import type { Site } from '../site.js';
import type { IssueType } from '../world/catalogue.js';
import { prioritiesOf } from '../world/drift.js';
import { type Field, optionsIn } from '../world/field-model.js';
import type { ProjectWorld } from '../world/model.js';
import { projectOfPath } from './projects.js';

const PAGE = { whenAbsent: 50, most: 200 };

/** What can be set when creating an issue; for an account without administration rights the source of options. */
export const createMetadataEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes',
    answer(call, site) {
      const types = projectOfPath(call, site).definition.issueTypes;
      return ok(
        namedPage(
          call,
          site,
          'issueTypes',
          types.map((type) => issueTypeJson(site, type)),
        ),
      );
    },
  },
  {
    method: 'GET',
    template: '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    answer: fieldsOfType,
  },
];

function fieldsOfType(call: Call, site: Site): Reply {
  const project = projectOfPath(call, site);
  const { definition } = project;
  const type = definition.issueTypes.find(({ id }) => id === call.pathValue('issueTypeId'));
  if (type === undefined) {
    throw failure(
      400,
      `The issue type with id '${call.pathValue('issueTypeId')}' is not used in this project.`,
    );
  }
  const fields = site.world.fields.filter((field) => isSettable(field, type, definition.id));
  return ok(
    namedPage(
      call,
      site,
      'fields',
      fields.map((field) => fieldMetadata(site, project, type, field)),
    ),
  );
}

/** Offset page whose rows have a name of their own and that carries no `isLast`. */
function namedPage(call: Call, site: Site, name: string, rows: readonly unknown[]): Record<string, unknown> {
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, PAGE);
  return { maxResults, startAt, total: rows.length, [name]: rows.slice(startAt, startAt + maxResults) };
}

/** A field with what can be set in it; also told when an issue is edited. */
export function fieldMetadata(
  site: Site,
  project: ProjectWorld,
  type: IssueType,
  field: Field,
): Record<string, unknown> {
  const values = allowedValues(site, project, type, field);
  return {
    required: isRequired(field, type),
    schema: field.schema ?? { type: 'issuelink', system: field.id },
    name: shownName(site, field.name),
    key: field.id,
    fieldId: field.id,
    hasDefaultValue: field.id === 'priority',
    operations: field.schema?.type === 'array' ? ['add', 'set', 'remove'] : ['set'],
    ...(values === undefined ? {} : { allowedValues: values }),
  };
}

function allowedValues(
  site: Site,
  project: ProjectWorld,
  type: IssueType,
  field: Field,
): unknown[] | undefined {
  const { definition } = project;
  switch (field.schema?.items ?? field.schema?.type) {
    case 'priority':
      return prioritiesOf(site.world).map((priority) => priorityJson(site, priority));
    case 'issuetype':
      return [issueTypeJson(site, type)];
    case 'component':
      return definition.components.map((component) => componentJson(site, component));
    case 'version':
      return definition.versions.map((version) => versionJson(site, version));
    case 'option':
    case 'option-with-child':
      return optionsIn(field, definition.id)
        .filter((option) => option.disabled !== true)
        .map((option) => ({
          ...optionJson(site, option),
          ...(option.children === undefined
            ? {}
            : { children: option.children.map((child) => optionJson(site, child)) }),
        }));
    default:
      return undefined;
  }
}
