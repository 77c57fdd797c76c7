import {
  dynamicEnum,
  type MetadataSpecification,
  PermissionError,
  type RecordType,
  recordType,
} from '@airdrop-connectors/core';
import type { CustomSchema, Pipeline, Property } from './api-types.js';
import type { HubspotClient } from './client.js';
import { declareCustomFields } from './custom-fields.js';
import { anyMember, families, fixedRecordTypes } from './declared-types.js';
import { isGiven, labelKey } from './labels.js';
import { labelledPairs, standardTypeIds } from './object-types.js';
import { associations, companies, contacts, customObjects, deals, tickets } from './record-types.js';
import { stagesOf, stageValues } from './stages.js';
import { standardProperties } from './standard-properties.js';

export const metadata: MetadataSpecification<HubspotClient> = {
  recordTypes: fixedRecordTypes,
  families,
  discover: async ({ client }) => {
    const [properties, ticketPipelines, dealPipelines, schemas, labels] = await Promise.all([
      standardProperties(client),
      client.pipelines('tickets'),
      unlessForbidden(client.pipelines('deals')),
      unlessForbidden(client.customSchemas()),
      allLabels(client),
    ]);
    return [
      contacts.member(anyMember, 'Contact', declareCustomFields(properties.contacts)),
      companies.member(anyMember, 'Company', declareCustomFields(properties.companies)),
      ticketMember(properties.tickets, ticketPipelines),
      dealMember(properties.deals, dealPipelines),
      ...schemas.map(customMember),
      ...(labels.size > 0 ? [labelledAssociations(labels)] : []),
    ];
  },
};

export function ticketMember(properties: readonly Property[], pipelines: readonly Pipeline[]): RecordType {
  const stages = stageValues(pipelines, named(properties, 'hs_pipeline_stage'));
  return tickets.member(
    anyMember,
    'Ticket',
    { stage: dynamicEnum('Stage', stages), ...declareCustomFields(properties) },
    { ...diagramOf(stages), loadable: true },
  );
}

export function dealMember(properties: readonly Property[], pipelines: readonly Pipeline[]): RecordType {
  const stages = stageValues(pipelines, named(properties, 'dealstage'));
  return deals.member(
    anyMember,
    'Deal',
    { stage: dynamicEnum('Stage', stages), ...declareCustomFields(properties) },
    { ...diagramOf(stages), loadable: true },
  );
}

/** None where there is one stage only: pipelines that may not be seen have none but the unknown one. */
function diagramOf(stages: ReturnType<typeof stageValues>) {
  return stages.length > 1 ? { stageDiagram: stagesOf(stages) } : {};
}

/** What records are known by comes first. */
export function customMember(schema: CustomSchema): RecordType {
  const { objectTypeId, name, labels, properties, primaryDisplayProperty } = schema;
  const [first, rest] = [true, false].map((isFirst) =>
    properties.filter((property) => (property.name === primaryDisplayProperty) === isFirst),
  );
  const fields = declareCustomFields([...(first ?? []), ...(rest ?? [])]);
  return customObjects.member(objectTypeId, labels.singular || name, fields, { loadable: true });
}

function named(properties: readonly Property[], name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** Labels by the key of their kind. */
async function allLabels(client: HubspotClient): Promise<Map<string, string>> {
  const lists = await Promise.all(
    (await pairsWithLabels(client)).map(async ([from, to]) => {
      const types = await unlessForbidden(client.associationLabels(from, to));
      return types
        .filter(isGiven)
        .map(({ typeId, label }) => [labelKey(from, to, typeId), label ?? ''] as const);
    }),
  );
  return new Map(lists.flat());
}

/** A label of a pair goes in both directions, and the list of what is used names one of them. */
async function pairsWithLabels(client: HubspotClient): Promise<typeof labelledPairs> {
  const use = await client.labelUse().catch((error: unknown) => {
    if (error instanceof PermissionError) return undefined;
    throw error;
  });
  if (use === undefined) return labelledPairs;
  const named = new Set(
    use
      .filter(({ usage }) => usage > 0)
      .flatMap(({ fromObjectType: { objectTypeId: from }, toObjectType: { objectTypeId: to } }) => [
        `${from} ${to}`,
        `${to} ${from}`,
      ]),
  );
  return labelledPairs.filter(([from, to]) => named.has(`${standardTypeIds[from]} ${standardTypeIds[to]}`));
}

function labelledAssociations(labels: ReadonlyMap<string, string>): RecordType {
  const kinds = [...labels].map(([key, name]) => ({ key, name }));
  return recordType(
    associations.key,
    associations.name,
    { ...associations.fields, kind: dynamicEnum('Label', kinds) },
    {
      loadable: true,
      linkNaming: {
        linkTypeField: 'kind',
        directionNames: Object.fromEntries(
          kinds.map(({ key, name }) => [key, { forward: name, backward: `is ${name} of` }]),
        ),
      },
    },
  );
}

/** What the connection may not see has nothing to declare; the stream that reads it names the gap. */
function unlessForbidden<Entry>(listing: Promise<readonly Entry[]>): Promise<readonly Entry[]> {
  return listing.catch((error: unknown) => {
    if (error instanceof PermissionError) return [];
    throw error;
  });
}
