import {
  bool,
  date,
  dynamicEnum,
  type EnumValue,
  type Field,
  type Fields,
  float,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import type { AllowedValue, JiraField } from './api-types.js';
import {
  componentsTarget,
  organizationsTarget,
  peopleTargets,
  sprintsTarget,
  versionsTarget,
} from './record-names.js';

/** What users can choose in a field, by field id; a field without an entry shows its options as text. */
export type OptionsByField = ReadonlyMap<string, readonly AllowedValue[]>;

/** A service level agreement is a table; these two columns of it say when the goal ends and whether it was missed. */
export const slaDue = (fieldId: string) => `${fieldId}_due`;
export const slaBreached = (fieldId: string) => `${fieldId}_breached`;

/** Fields of the whole site and of this project; those of other team-managed projects never hold a value here. */
export function customFieldsOf(fields: readonly JiraField[], projectId: string): JiraField[] {
  return fields.filter(
    ({ custom, scope }) => custom === true && (!scope?.project || scope.project.id === projectId),
  );
}

export function declareCustomFields(customFields: readonly JiraField[], options: OptionsByField): Fields {
  return Object.fromEntries(customFields.flatMap((field) => declare(field, options.get(field.id))));
}

/** By the schema of the field, not by its name: names repeat and are translated. */
function declare(
  { id, name, schema }: JiraField,
  options: readonly AllowedValue[] = [],
): (readonly [string, Field])[] {
  const one = (field: { optional(): Field }) => [[id, field.optional()] as const];
  const values = enumValues(options);
  const type = schema?.type === 'array' ? `array of ${schema.items ?? 'any'}` : (schema?.type ?? 'any');
  switch (type) {
    case 'string':
      return one(schema?.custom?.endsWith(':textarea') === true ? richText(name) : text(name));
    case 'number':
      return one(float(name));
    case 'date':
      return one(date(name));
    case 'datetime':
      return one(timestamp(name));
    case 'option':
    case 'option-with-child':
      return one(values.length > 0 ? dynamicEnum(name, values) : text(name));
    case 'array of option':
      return one(values.length > 0 ? dynamicEnum(name, values).list() : text(name).list());
    case 'user':
      return one(reference(name, peopleTargets));
    case 'array of user':
      return one(reference(name, peopleTargets).list());
    case 'version':
      return one(reference(name, versionsTarget));
    case 'array of version':
      return one(reference(name, versionsTarget).list());
    case 'array of component':
      return one(reference(name, componentsTarget).list());
    case 'array of sd-customerorganization':
      return one(reference(name, organizationsTarget).list());
    case 'array of json':
      return one(
        schema?.custom?.endsWith(':gh-sprint') === true
          ? reference(name, sprintsTarget).list()
          : text(name).list(),
      );
    case 'array of string':
    case 'array of group':
    case 'sd-approvals':
      return one(text(name).list());
    case 'sd-servicelevelagreement':
      return [
        [slaDue(id), timestamp(`${name}: due`).optional().readOnly()],
        [slaBreached(id), bool(`${name}: breached`).optional().readOnly()],
      ];
    default:
      return one(text(name));
  }
}

/** Options with their children; the two levels of a cascading list become one list of both. */
function enumValues(options: readonly AllowedValue[]): EnumValue[] {
  return options.flatMap(({ id, value, disabled, children }) => {
    if (!id || !value) return [];
    const deprecated = disabled === true;
    return [
      { key: id, name: value, deprecated },
      ...(children ?? []).flatMap((child) =>
        child.id && child.value
          ? [
              {
                key: cascadingKey(id, child.id),
                name: `${value} - ${child.value}`,
                deprecated: deprecated || child.disabled === true,
              },
            ]
          : [],
      ),
    ];
  });
}

export function cascadingKey(optionId: string, childId: string): string {
  return `${optionId}-${childId}`;
}
