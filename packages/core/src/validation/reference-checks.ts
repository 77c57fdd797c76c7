import type { FieldDefinition, RefersTo } from '../metadata/field-definition.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import type { Report } from './finding.js';
import { quoted } from './wording.js';

/** M4: targets of references, permissions and privileges; M6: the struct a field names. */
export function checkFieldTargets(
  document: MetadataDocument,
  definition: FieldDefinition,
  path: string,
  report: Report,
): void {
  const { reference, typed_reference: typed, permission, struct } = definition;
  for (const [block, targets] of [
    ['reference', reference?.refers_to],
    ['typed_reference', typed?.refers_to],
    ['permission.member_id', permission?.member_id?.refers_to],
  ] as const) {
    if (targets) checkTargets(document, targets, `${path}.${block}.refers_to`, report);
  }
  for (const kind of ['record_type_privilege', 'field_privilege', 'conditional_privilege'] as const) {
    for (const key of definition[kind]?.type_keys ?? [])
      checkTarget(document, key, `${path}.${kind}`, report);
  }
  if (struct && !document.struct_types?.[struct.key]) {
    report('M6', path, `names the struct ${quoted(struct.key)}, which does not exist`, 'Declare the struct.');
  }
}

function checkTargets(document: MetadataDocument, targets: RefersTo, path: string, report: Report): void {
  if (Object.keys(targets).length === 0) {
    report('M4', path, 'names no target', 'Name the record types or categories it may point to.');
  }
  for (const [target, { by_field: byField }] of Object.entries(targets)) {
    const types = checkTarget(document, target, path, report);
    if (byField === undefined) continue;
    for (const type of types) {
      if (document.record_types[type]?.fields[byField]?.is_identifier === true) continue;
      report(
        'M4',
        `${path}.${target}`,
        `is looked up by ${quoted(byField)}, which is no identifier field of ${quoted(type)}`,
        'Mark that field as an identifier or drop by_field.',
      );
    }
  }
}

/** @returns the record types the target stands for. */
function checkTarget(document: MetadataDocument, target: string, path: string, report: Report): string[] {
  const [, kind, key = ''] = /^#(record|category):(.+)$/.exec(target) ?? [];
  if (kind === undefined) {
    report('M4', path, `${quoted(target)} has no prefix`, 'Write #record:<type> or #category:<category>.');
    return [];
  }
  const exists = kind === 'record' ? document.record_types[key] : document.record_type_categories?.[key];
  if (!exists) {
    report(
      'M4',
      path,
      `refers to ${quoted(target)}, which does not exist`,
      'Declare it or name another target.',
    );
    return [];
  }
  return kind === 'record' ? [key] : membersOf(document, key);
}

/** M5: categories are declared, and have members. */
export function checkCategories(document: MetadataDocument, report: Report): void {
  const categories = Object.keys(document.record_type_categories ?? {});
  for (const [key, { category }] of Object.entries(document.record_types)) {
    if (category !== undefined && !categories.includes(category)) {
      report(
        'M5',
        `record_types.${key}.category`,
        `names the category ${quoted(category)}, which is not declared`,
        'Declare it under record_type_categories.',
      );
    }
  }
  for (const category of categories) {
    if (membersOf(document, category).length === 0) {
      report(
        'M5',
        `record_type_categories.${category}`,
        'has no record type',
        'Leave the category out while nothing belongs to it.',
        'warning',
      );
    }
  }
}

/** M6: what a struct holds. */
export function checkStructs(document: MetadataDocument, report: Report): void {
  for (const [struct, { fields }] of Object.entries(document.struct_types ?? {})) {
    for (const [key, { type }] of Object.entries(fields)) {
      if (type !== 'struct' && !type.includes('reference') && type !== 'permission') continue;
      report(
        'M6',
        `struct_types.${struct}.fields.${key}`,
        `is of type ${type}, which a struct cannot hold`,
        'Move the field to the record type.',
      );
    }
  }
}

/** Record types of a category, in the order of the document. */
export function membersOf(document: MetadataDocument, category: string): string[] {
  return Object.entries(document.record_types)
    .filter(([, type]) => type.category === category)
    .map(([key]) => key);
}
