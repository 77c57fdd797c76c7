import { askedOnce, type FieldDefinition } from '@airdrop-connectors/core';
import type { CreateField } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { customFieldsOf, declareCustomFields } from '../custom-fields.js';
import { createFields, optionsIn } from '../metadata.js';

/** What is known of the fields of an issue type. */
export interface TypeFields {
  /** Custom fields as a run declares them. */
  definitions: Readonly<Record<string, FieldDefinition>>;
  /** What can be set when an issue is made, by field id; undefined where the account may make none. */
  creatable: ReadonlyMap<string, CreateField> | undefined;
}

/** Of an issue type of a project. */
export const typeFields = askedOnce(ask);

async function ask(client: JiraClient, projectId: string, issueTypeId: string): Promise<TypeFields> {
  const [fields, creatable] = await Promise.all([
    client.fields(),
    createFields(client, projectId, issueTypeId),
  ]);
  const declared = declareCustomFields(customFieldsOf(fields, projectId), optionsIn(creatable));
  return {
    definitions: Object.fromEntries(
      Object.entries(declared).map(([key, { definition }]) => [key, definition]),
    ),
    creatable: creatable && new Map(creatable.map((field) => [field.fieldId, field])),
  };
}
