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
import { labelledPairs } from './object-types.js';
import { associations, companies, contacts, customObjects, deals, tickets } from './record-types.js';
import { stagesOf, stageValues } from './stages.js';

export const metadata: MetadataSpecification<HubspotClient> = {
  recordTypes: fixedRecordTypes,
  families,
  discover: async ({ client }) => {
    const [
      ticketFields,
      contactFields,
      companyFields,
      dealFields,
      ticketPipelines,
      dealPipelines,
      schemas,
      labels,
    ] = await Promise.all([
      client.properties('tickets'),
      client.properties('contacts'),
      unlessForbidden(client.properties('companies')),
      unlessForbidden(client.properties('deals')),
      client.pipelines('tickets'),
      unlessForbidden(client.pipelines('deals')),
      unlessForbidden(client.customSchemas()),
      allLabels(client),
    ]);
    return [
      contacts.member(anyMember, 'Contact', declareCustomFields(contactFields)),
      companies.member(anyMember, 'Company', declareCustomFields(companyFields)),
      ticketMember(ticketFields, ticketPipelines),
      dealMember(dealFields, dealPipelines),
      ...schemas.map(customMember),
      ...(labels.size > 0 ? [labelledAssociations(labels)] : []),
    ];
  },
};

function ticketMember(properties: readonly Property[], pipelines: readonly Pipeline[]): RecordType {
  const stages = stageValues(pipelines, named(properties, 'hs_pipeline_stage'));
  return tickets.member(
    anyMember,
    'Ticket',
    { stage: dynamicEnum('Stage', stages), ...declareCustomFields(properties) },
    { stageDiagram: stagesOf(stages) },
  );
}

function dealMember(properties: readonly Property[], pipelines: readonly Pipeline[]): RecordType {
  const stages = stageValues(pipelines, named(properties, 'dealstage'));
  return deals.member(
    anyMember,
    'Deal',
    { stage: dynamicEnum('Stage', stages), ...declareCustomFields(properties) },
    { stageDiagram: stagesOf(stages) },
  );
}

/** What records are known by comes first. */
function customMember(schema: CustomSchema): RecordType {
  const { objectTypeId, name, labels, properties, primaryDisplayProperty } = schema;
  const [first, rest] = [true, false].map((isFirst) =>
    properties.filter((property) => (property.name === primaryDisplayProperty) === isFirst),
  );
  const fields = declareCustomFields([...(first ?? []), ...(rest ?? [])]);
  return customObjects.member(objectTypeId, labels.singular || name, fields);
}

function named(properties: readonly Property[], name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** Labels by the key of their kind. */
async function allLabels(client: HubspotClient): Promise<Map<string, string>> {
  const lists = await Promise.all(
    labelledPairs.map(async ([from, to]) => {
      const types = await unlessForbidden(client.associationLabels(from, to));
      return types
        .filter(isGiven)
        .map(({ typeId, label }) => [labelKey(from, to, typeId), label ?? ''] as const);
    }),
  );
  return new Map(lists.flat());
}

function labelledAssociations(labels: ReadonlyMap<string, string>): RecordType {
  const kinds = [...labels].map(([key, name]) => ({ key, name }));
  return recordType(
    associations.key,
    associations.name,
    { ...associations.fields, kind: dynamicEnum('Label', kinds) },
    {
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
