import type { FieldDefinition, Fields } from '@airdrop-connectors/core';
import type { ZendeskClient } from '../client.js';
import { declareCustomFields, declareObjectFields } from '../custom-fields.js';
import { whole } from '../metadata.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;

const known = new WeakMap<object, Map<string, Promise<Definitions>>>();

/** Custom fields of tickets as a run declares them; asked once per invocation. */
export function ticketFields(client: ZendeskClient): Promise<Definitions> {
  return once(client, '', async () => {
    const fields = await whole(client.ticketFieldPage, ({ ticket_fields: found }) => found);
    return definitionsOf(declareCustomFields(fields, new Set()));
  });
}

/** @param key of the custom object */
export function objectFields(client: ZendeskClient, key: string): Promise<Definitions> {
  return once(client, key, async () => {
    const fields = await whole(
      (after) => client.objectFieldPage(key, after),
      ({ custom_object_fields: found }) => found,
    );
    return definitionsOf(declareObjectFields(fields, new Set()));
  });
}

function once(client: ZendeskClient, key: string, ask: () => Promise<Definitions>): Promise<Definitions> {
  const ofClient = known.get(client) ?? new Map<string, Promise<Definitions>>();
  known.set(client, ofClient);
  const found = ofClient.get(key) ?? ask();
  ofClient.set(key, found);
  return found;
}

function definitionsOf(fields: Fields): Definitions {
  return Object.fromEntries(Object.entries(fields).map(([key, { definition }]) => [key, definition]));
}
