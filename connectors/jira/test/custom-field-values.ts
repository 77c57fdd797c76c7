import type { FieldDefinition } from '@airdrop-connectors/core';
import type { AllowedValue, JiraField } from '../src/api-types.js';
import { customFieldsOf, declareCustomFields } from '../src/custom-fields.js';
import { type CustomValues, customValues } from '../src/custom-values.js';
import { createMediaResolver, type MediaResolver } from '../src/media.js';

/** Fields as a run declares them. @param options what the site offers, by field id */
export function definitionsOf(
  fields: readonly JiraField[],
  options: Readonly<Record<string, readonly AllowedValue[]>> = {},
): Record<string, FieldDefinition> {
  const declared = declareCustomFields(customFieldsOf(fields, '10000'), new Map(Object.entries(options)));
  return Object.fromEntries(Object.entries(declared).map(([key, { definition }]) => [key, definition]));
}

export function valuesOf(
  definitions: Readonly<Record<string, FieldDefinition>>,
  issueFields: Readonly<Record<string, unknown>>,
  media: MediaResolver = createMediaResolver([]),
): CustomValues {
  return customValues(definitions, issueFields, media);
}
