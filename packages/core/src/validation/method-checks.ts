import type { DevrevField } from '../devrev-objects/index.js';
import type { FieldMappingDocument } from '../mapping/mapping-document.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import type { Report } from './finding.js';

/**
 * I7: what each transformation method needs of the external field and of DevRev's.
 * Source: docs "Initial domain mapping" and "Mapping reasons".
 */
export function checkMethod(
  { transformation_method_for_set: method }: FieldMappingDocument,
  field: FieldDefinition,
  key: string,
  target: DevrevField | undefined,
  path: string,
  report: Report,
): void {
  const problem = (what: string, fix: string) => report('I7', path, what, fix);
  const isList = field.collection !== undefined;
  const name = method.transformation_method;
  const wanted = sourceTypes[name];
  if (wanted && !wanted.includes(field.type)) {
    problem(`applies ${name} to a field of type ${field.type}`, `It needs ${wanted.join(' or ')}.`);
    return;
  }
  switch (name) {
    case 'use_directly':
      if (target && !isSameKind(field.type, target.type)) {
        problem(`puts ${field.type} into ${target.type}`, 'Use a method that converts, or another field.');
      } else if (target && isList !== (target.collection === true)) {
        problem(isList ? 'puts a list into a single value' : 'puts a single value into a list', listAdvice);
      }
      return;
    case 'use_as_array_value':
      if (isList) problem('makes a list of what is a list', 'Use use_directly.');
      else if (target && target.collection !== true) problem('gives a list where one value goes', listAdvice);
      else if (target && !isSameKind(field.type, target.type)) {
        problem(`puts ${field.type} into a list of ${target.type}`, 'Map a field of the right type.');
      }
      return;
    case 'use_rich_text':
      if (target && target.type !== 'rich_text')
        problem(`puts rich text into ${target.type}`, 'Map a text field.');
      return;
    case 'map_enum':
      if (target && target.type !== 'enum') problem(`puts an enum into ${target.type}`, 'Map to an enum.');
      return;
    case 'map_roles':
      if (target && target.type !== 'permission')
        problem(`puts roles into ${target.type}`, 'Map to a permission.');
      return;
    case 'make_custom_stages':
      if (target && key !== 'stage')
        problem('makes stages for a field that is no stage', 'Map it to `stage`.');
      return;
    case 'make_custom_links':
      if (target && key !== 'link_type_id')
        problem('makes link types elsewhere', 'Map it to `link_type_id`.');
      return;
    default:
  }
}

const listAdvice = 'Use use_as_array_value for a single value, use_directly for a list.';

/** Types of the external field by method; methods that take any are not listed. */
const sourceTypes: Readonly<Record<string, readonly string[]>> = {
  use_rich_text: ['rich_text'],
  map_enum: ['enum'],
  map_roles: ['permission'],
  make_custom_stages: ['enum'],
  make_custom_links: ['enum'],
  filter_typed_reference: ['typed_reference'],
  make_object_access: ['record_type_privilege'],
  make_field_access: ['field_privilege'],
  make_conditional_access: ['conditional_privilege'],
};

function isSameKind(external: string, devrev: string): boolean {
  if (external === devrev) return true;
  if (devrev === 'reference') return external === 'typed_reference';
  return (external === 'date' && devrev === 'timestamp') || (external === 'int' && devrev === 'float');
}
