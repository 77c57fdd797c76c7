import {
  dynamicEnum,
  type EnumValue,
  type MetadataSpecification,
  NotFoundError,
  PermissionError,
  type RecordType,
  recordType,
} from '@airdrop-connectors/core';
import type { CreateField, IssueTypeStatuses, LinkType } from './api-types.js';
import type { Workflows } from './api-types-on-request.js';
import type { JiraClient } from './client.js';
import { customFieldsOf, declareCustomFields, type OptionsByField } from './custom-fields.js';
import type { JiraOptions } from './options.js';
import { fixedRecordTypes, issues, links, parentLinkType, requests } from './record-types.js';
import { recordTypesOnRequest } from './record-types-on-request.js';
import { stagesOf, transitionsOf } from './stages.js';

export const metadata: MetadataSpecification<JiraClient, JiraOptions> = {
  recordTypes: fixedRecordTypes,
  families: [issues, requests],
  discover: async ({ client, externalSyncUnit: { id }, options }) => {
    const [project, types, fields, linkTypes] = await Promise.all([
      client.project(id),
      client.projectStatuses(id),
      client.fields(),
      client.linkTypes(),
    ]);
    const typeIds = types.map((type) => type.id);
    const [workflows, ...creatable] = await Promise.all([
      client.workflows(id, typeIds).catch(notAllowed),
      ...typeIds.map((typeId) => createFields(client, id, typeId)),
    ]);
    const priorities = (await allPriorities(client, creatable)).map(({ key, name }) => ({ key, name }));
    const family = project.projectTypeKey === 'service_desk' ? requests : issues;
    const customFields = customFieldsOf(fields, id);
    return [
      linksOf(linkTypes.issueLinkTypes),
      ...types.map((type, index) =>
        issueType(
          family,
          type,
          workflows,
          priorities,
          declareCustomFields(customFields, optionsIn(creatable[index])),
        ),
      ),
      ...recordTypesOnRequest(
        options,
        types.map(({ id: typeId }) => family.itemType(typeId)),
      ),
    ];
  },
};

function issueType(
  family: typeof issues | typeof requests,
  type: IssueTypeStatuses,
  workflows: Workflows | undefined,
  priorities: readonly EnumValue[],
  customFields: RecordType['fields'],
): RecordType {
  const stageDiagram = stagesOf(type, workflows && transitionsOf(type, workflows));
  return family.member(
    type.id,
    type.name,
    {
      status: dynamicEnum(
        'Status',
        type.statuses.map(({ id, name }) => ({ key: id, name })),
      ),
      ...(priorities.length > 0 && { priority: dynamicEnum('Priority', priorities).optional() }),
      ...customFields,
    },
    { loadable: true, ...(stageDiagram && { stageDiagram }) },
  );
}

/** Jira's kinds of links read in both directions; that an issue is part of another one is a kind of ours. */
function linksOf(linkTypes: readonly LinkType[]): RecordType {
  const kinds = [
    ...linkTypes.map(({ id, name, inward, outward }) => ({
      key: id,
      name,
      forward: outward || name,
      backward: inward || name,
    })),
    { key: parentLinkType, name: 'Parent', forward: 'is part of', backward: 'consists of' },
  ];
  return recordType(
    links.key,
    links.name,
    { ...links.fields, type: dynamicEnum('Kind of link', kinds) },
    {
      loadable: true,
      linkNaming: {
        linkTypeField: 'type',
        directionNames: Object.fromEntries(
          kinds.map(({ key, forward, backward }) => [key, { forward, backward }]),
        ),
      },
    },
  );
}

/**
 * What can be set when an issue of the type is created: the one place where an account without administrator rights
 * sees the options of a field. Undefined for an account that may not create issues.
 */
export async function createFields(
  client: JiraClient,
  projectId: string,
  issueTypeId: string,
): Promise<readonly CreateField[] | undefined> {
  const found: CreateField[] = [];
  for (;;) {
    const page = await client.createFieldPage(projectId, issueTypeId, found.length).catch(notAllowed);
    if (page === undefined) return undefined;
    found.push(...page.fields);
    if (page.fields.length === 0 || found.length >= page.total) return found;
  }
}

function notAllowed(error: unknown): undefined {
  if (error instanceof PermissionError || error instanceof NotFoundError) return undefined;
  throw error;
}

export function optionsIn(fields: readonly CreateField[] = []): OptionsByField {
  return new Map(
    fields.flatMap(({ fieldId, allowedValues }) => (allowedValues ? [[fieldId, allowedValues]] : [])),
  );
}

/**
 * Priorities of the project's scheme where every type tells them, otherwise those of the whole site; one call less in
 * the usual case.
 */
async function allPriorities(
  client: JiraClient,
  creatable: readonly (readonly CreateField[] | undefined)[],
): Promise<EnumValue[]> {
  const perType = creatable.map(
    (fields) => fields?.find(({ fieldId }) => fieldId === 'priority')?.allowedValues,
  );
  if (perType.length > 0 && perType.every((values) => values && values.length > 0)) {
    const byId = new Map(
      perType.flatMap((values) => values ?? []).map(({ id, name }) => [id ?? '', name ?? '']),
    );
    return [...byId].map(([key, name]) => ({ key, name }));
  }
  const found: EnumValue[] = [];
  for (;;) {
    const { values, isLast } = await client.priorityPage(found.length);
    found.push(...values.map(({ id, name }) => ({ key: id, name })));
    if (isLast === true || values.length === 0) return found;
  }
}
