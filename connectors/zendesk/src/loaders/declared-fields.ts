import { askedOnce, type FieldDefinition, type Fields } from '@airdrop-connectors/core';
import type { ZendeskClient } from '../client.js';
import { declareCustomFields, declareObjectFields } from '../custom-fields.js';
import { whole } from '../metadata.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;

/** Custom fields of tickets as a run declares them. */
export const ticketFields = askedOnce(async (client: ZendeskClient): Promise<Definitions> => {
  const fields = await whole(client.ticketFieldPage, ({ ticket_fields: found }) => found);
  return definitionsOf(declareCustomFields(fields, new Set()));
});

/** The same of a custom object, by its key. */
export const objectFields = askedOnce(async (client: ZendeskClient, key: string): Promise<Definitions> => {
  const fields = await whole(
    (after) => client.objectFieldPage(key, after),
    ({ custom_object_fields: found }) => found,
  );
  return definitionsOf(declareObjectFields(fields, new Set()));
});

function definitionsOf(fields: Fields): Definitions {
  return Object.fromEntries(Object.entries(fields).map(([key, { definition }]) => [key, definition]));
}
