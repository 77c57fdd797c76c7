import {
  askedOnce,
  type FieldDefinition,
  type MetadataDocument,
  type RecordType,
} from '@airdrop-connectors/core';
import type { Pipeline } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import { customMember, dealMember, ticketMember } from '../metadata.js';
import { standardTypeIds } from '../object-types.js';
import { customObjects } from '../record-types.js';

/** A type of records as a run declares it. */
export interface DeclaredType {
  fields: Readonly<Record<string, FieldDefinition>>;
  recordTypes: MetadataDocument['record_types'];
  pipelines: readonly Pipeline[];
}

export const declaredTickets = askedOnce((client: HubspotClient) =>
  declared(client, 'tickets', ticketMember),
);

export const declaredDeals = askedOnce((client: HubspotClient) => declared(client, 'deals', dealMember));

async function declared(
  client: HubspotClient,
  type: 'tickets' | 'deals',
  memberOf: typeof ticketMember | typeof dealMember,
): Promise<DeclaredType> {
  const [properties, pipelines] = await Promise.all([propertiesOf(client, type), client.pipelines(type)]);
  return { ...described(memberOf(properties, pipelines)), pipelines };
}

export interface DeclaredObject extends DeclaredType {
  /** Property that people know a record by; undefined when the type has none. */
  nameProperty: string | undefined;
}

/** @param typeId of a custom object; one that is gone has no fields */
export async function declaredObject(client: HubspotClient, typeId: string): Promise<DeclaredObject> {
  const recordTypes = await declaredObjects(client);
  const fields = recordTypes[customObjects.itemType(typeId)]?.fields ?? {};
  const [nameProperty] = customPropertiesIn(fields);
  return { fields, recordTypes, pipelines: [], nameProperty };
}

const declaredObjects = askedOnce(async (client: HubspotClient): Promise<DeclaredType['recordTypes']> => {
  const types = (await client.customSchemas()).map((schema) => described(customMember(schema)));
  return Object.assign({}, ...types.map(({ recordTypes }) => recordTypes));
});

async function propertiesOf(client: HubspotClient, type: 'tickets' | 'deals') {
  const described = await client.schemasOf([standardTypeIds[type]]);
  return described[0]?.properties ?? client.properties(type);
}

function described({ key, name, fields }: RecordType): Omit<DeclaredType, 'pipelines'> {
  const definitions = Object.fromEntries(
    Object.entries(fields).map(([field, { definition }]) => [field, definition]),
  );
  return { fields: definitions, recordTypes: { [key]: { name, fields: definitions } } };
}
