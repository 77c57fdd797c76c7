import type { FieldDefinition } from '../metadata/field-definition.js';
import type { ConditionDocument, RecordTypeDocument } from '../metadata/metadata-document.js';
import type { Report } from './finding.js';
import { quoted } from './wording.js';

/** M7: the values of an enum, or the roles of a permission. */
export function checkEnum(definition: FieldDefinition, path: string, report: Report): void {
  const values = definition.type === 'enum' ? definition.enum?.values : definition.permission?.role.values;
  if (values === undefined) return;
  const seen = new Set<string>();
  for (const { key, name } of values) {
    if (seen.has(key))
      report('M7', path, `has the value ${quoted(key)} twice`, 'Give each value its own key.');
    seen.add(key);
    if (!name) {
      report('M7', path, `has no name for ${quoted(key)}`, 'Name it: users choose by name.', 'warning');
    }
  }
  if (values.every(({ is_deprecated: isDeprecated }) => isDeprecated === true)) {
    report(
      'M7',
      path,
      'has no value that can be chosen',
      'Leave the field out while the external system offers none.',
      'warning',
    );
  }
}

/** M9: a record type of links. */
export function checkLinkNaming(type: RecordTypeDocument, path: string, report: Report): void {
  const naming = type.link_naming_data;
  if (!naming) return;
  const linkPath = `${path}.link_naming_data`;
  const field = type.fields[naming.link_type_field];
  if (field?.type !== 'enum') {
    report(
      'M9',
      linkPath,
      `${quoted(naming.link_type_field)} is no enum field`,
      'Name the enum with the kinds.',
    );
  }
  const names = naming.link_direction_names;
  for (const { key } of field?.enum?.values ?? []) {
    if (names[key]?.forward_name && names[key].backward_name) continue;
    report('M9', linkPath, `has no names for both directions of ${quoted(key)}`, 'Name both directions.');
  }
  const references = Object.values(type.fields).filter(
    ({ reference, typed_reference: typed }) => reference !== undefined || typed !== undefined,
  );
  if (references.length < 2) {
    report('M9', path, 'has fewer than two references', 'A link needs a source and a target.');
  }
}

/** M10: conditional fields. */
export function checkConditions(type: RecordTypeDocument, path: string, report: Report): void {
  for (const [controlling, conditions] of Object.entries(type.conditions ?? {})) {
    const field = type.fields[controlling];
    const conditionPath = `${path}.conditions.${controlling}`;
    if (!field) {
      report('M10', conditionPath, 'is no field of the record type', 'Name the field that decides.');
      continue;
    }
    for (const condition of conditions) checkCondition(type, field, condition, conditionPath, report);
  }
}

function checkCondition(
  type: RecordTypeDocument,
  field: FieldDefinition,
  { affected_fields: affected, comparator, value }: ConditionDocument,
  path: string,
  report: Report,
): void {
  for (const key of affected.filter((affectedKey) => !type.fields[affectedKey])) {
    report('M10', path, `affects ${quoted(key)}, which is no field`, 'Name fields of the record type.');
  }
  if (comparator !== 'eq' && comparator !== 'ne') {
    report('M10', path, `uses ${quoted(comparator)}`, 'Use eq or ne, which every platform version knows.');
  }
  if (!isLegal(value, field)) {
    report('M10', path, 'compares with a value the field cannot have', 'Use the key of a declared value.');
  }
}

function isLegal(value: unknown, field: FieldDefinition): boolean {
  switch (field.type) {
    case 'enum':
      return field.enum?.values.some(({ key }) => key === value) ?? false;
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
    case 'float':
      return typeof value === 'number';
    default:
      return typeof value === 'string';
  }
}
