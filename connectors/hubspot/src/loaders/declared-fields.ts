import type { FieldDefinition, MetadataDocument, RecordType } from '@airdrop-connectors/core';
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

const known = new WeakMap<object, Map<string, Promise<DeclaredType>>>();

/** Asked once per invocation. */
export function declaredTickets(client: HubspotClient): Promise<DeclaredType> {
  return once(client, 'tickets', async () => {
    const [properties, pipelines] = await Promise.all([
      propertiesOf(client, 'tickets'),
      client.pipelines('tickets'),
    ]);
    return { ...described(ticketMember(properties, pipelines)), pipelines };
  });
}

export function declaredDeals(client: HubspotClient): Promise<DeclaredType> {
  return once(client, 'deals', async () => {
    const [properties, pipelines] = await Promise.all([
      propertiesOf(client, 'deals'),
      client.pipelines('deals'),
    ]);
    return { ...described(dealMember(properties, pipelines)), pipelines };
  });
}

export interface DeclaredObject extends DeclaredType {
  /** Property that people know a record by; undefined when the type has none. */
  nameProperty: string | undefined;
}

/** @param typeId of a custom object; one that is gone has no fields */
export async function declaredObject(client: HubspotClient, typeId: string): Promise<DeclaredObject> {
  const { fields, recordTypes, pipelines } = await once(client, 'custom', async () => {
    const schemas = await client.customSchemas();
    const types = schemas.map((schema) => described(customMember(schema)));
    const all = Object.assign({}, ...types.map((type) => type.recordTypes));
    return { fields: {}, recordTypes: all, pipelines: [] };
  });
  const declared = recordTypes[customObjects.itemType(typeId)]?.fields ?? fields;
  const [nameProperty] = customPropertiesIn(declared);
  return { fields: declared, recordTypes, pipelines, nameProperty };
}

function once(client: HubspotClient, key: string, ask: () => Promise<DeclaredType>): Promise<DeclaredType> {
  const ofClient = known.get(client) ?? new Map<string, Promise<DeclaredType>>();
  known.set(client, ofClient);
  const found = ofClient.get(key) ?? ask();
  ofClient.set(key, found);
  return found;
}

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
