import type { DevrevField } from '../devrev-objects/index.js';
import type { FallbackDocument, FieldMappingDocument } from '../mapping/mapping-document.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import { checkEnumTable } from './enum-table-checks.js';
import type { Report } from './finding.js';
import { checkReferenceTargets } from './mapped-reference-checks.js';
import type { MappedShard } from './mapped-shard.js';
import { checkMethod } from './method-checks.js';
import { isLegalKey, legalKeys, quoted } from './wording.js';

/**
 * Checks the mapping of one DevRev field.
 * @param target undefined for a field of a custom object
 */
export function checkFieldMapping(
  mapping: FieldMappingDocument,
  key: string,
  target: DevrevField | undefined,
  mapped: MappedShard,
  path: string,
  report: Report,
): void {
  checkConstants(mapping, target, path, report);
  if (mapping.fallback) checkFallback(mapping.fallback, target, path, report);
  if (!mapping.forward && !mapping.reverse) {
    report('I11', path, 'has no direction', 'Set forward or reverse.');
  }
  const { transformation_method_for_set: method } = mapping;
  if (method.transformation_method === 'use_first_non_null') {
    for (const [index, { field_mapping: alternative }] of method.alternatives.entries()) {
      const alternativePath = `${path}.alternatives.${index}`;
      checkFieldMapping(alternative, key, target && asOptional(target), mapped, alternativePath, report);
    }
    const canBeEmpty = method.alternatives.every(({ field_mapping }) => comesOutEmpty(field_mapping, mapped));
    if (target?.required && canBeEmpty && !mapping.fallback) reportEmpty(path, report);
    return;
  }
  for (const field of externalFields(mapping, mapped, path, report)) {
    checkMethod(mapping, field, key, target, path, report);
    checkEnumTable(mapping, field, target, path, report);
    checkReferenceTargets(mapping, field, target, mapped, path, report);
    if (mapping.reverse && field.is_read_only) {
      report('I11', path, 'is written back to a field that is read-only', 'Set reverse to false.');
    }
  }
  if (target?.required && comesOutEmpty(mapping, mapped)) reportEmpty(path, report);
}

/** One alternative of several may come out empty. */
function asOptional({ required: _, ...field }: DevrevField): DevrevField {
  return field;
}

function reportEmpty(path: string, report: Report): void {
  report('I6', path, 'can come out empty, but DevRev needs it', 'Add a fallback or a last alternative.');
}

/** I8: the field exists. Yields its definition in every record type that has it. */
function externalFields(
  { primary_external_field: key }: FieldMappingDocument,
  { recordTypes, metadata }: MappedShard,
  path: string,
  report: Report,
): FieldDefinition[] {
  if (key === undefined) return [];
  const found = recordTypes.flatMap((recordType) => metadata.record_types[recordType]?.fields[key] ?? []);
  if (found.length === 0 && recordTypes.length > 0) {
    report(
      'I8',
      path,
      `reads ${quoted(key)}, which no record has`,
      'Declare the field, or correct its name.',
    );
  }
  return [...new Set(found)];
}

/** Methods that give something even when the record has no value. */
const alwaysFilled = new Set(['use_fixed_value', 'use_devrev_record', 'use_raw_jq', 'make_struct']);

function comesOutEmpty(mapping: FieldMappingDocument, { recordTypes, metadata }: MappedShard): boolean {
  const { primary_external_field: key, fallback, transformation_method_for_set: method } = mapping;
  if (fallback || alwaysFilled.has(method.transformation_method)) return false;
  if (key === undefined) return false;
  return recordTypes.some((recordType) => {
    const field = metadata.record_types[recordType]?.fields[key];
    return field !== undefined && field.is_required !== true && field.collection === undefined;
  });
}

/** I12, I13, I14: what does not come from the record. */
function checkConstants(
  { transformation_method_for_set: method }: FieldMappingDocument,
  target: DevrevField | undefined,
  path: string,
  report: Report,
): void {
  switch (method.transformation_method) {
    case 'use_devrev_record': {
      const isPinned = 'id' in method && method.id !== undefined;
      if (isPinned === ('leaf_type' in method && method.leaf_type !== undefined)) {
        report(
          'I12',
          path,
          'must name either a leaf type or an id',
          'Name the leaf type; users then choose the record.',
        );
      } else if (isPinned) {
        report('I12', path, 'names a record of one organization', 'Name the leaf type instead.', 'warning');
      }
      return;
    }
    case 'use_fixed_value':
      checkFixedValue(method.value, 'enum' in method ? method.enum : undefined, target, path, report);
      return;
    case 'use_raw_jq':
      report(
        'I14',
        path,
        'uses jq, which cannot be checked or written back',
        'Use another method if one fits.',
      );
      return;
    default:
  }
}

function checkFixedValue(
  kind: 'enum_value' | 'bool' | 'none',
  enumKey: string | undefined,
  target: DevrevField | undefined,
  path: string,
  report: Report,
): void {
  if (!target || kind === 'none') return;
  if (target.type !== 'bool' && target.type !== 'enum') {
    report(
      'I13',
      path,
      `is a constant for a field of type ${target.type}`,
      'Only bool and enum take constants.',
    );
  } else if ((target.type === 'bool') !== (kind === 'bool')) {
    report('I13', path, `is a ${kind} for a field of type ${target.type}`, 'Use the kind the field has.');
  } else if (kind === 'enum_value' && !(enumKey && isLegalKey(target, enumKey))) {
    report('I13', path, `${quoted(enumKey ?? '')} is no value of the field`, legalKeys(target));
  }
}

/** I6: what stands in is legal. */
function checkFallback(
  { type, value }: FallbackDocument,
  target: DevrevField | undefined,
  path: string,
  report: Report,
): void {
  if (!target) return;
  const isDate = type === 'date' && target.type === 'timestamp';
  const isNumber = type === 'int' && target.type === 'float';
  if (type !== target.type && !isDate && !isNumber) {
    report(
      'I6',
      `${path}.fallback`,
      `is of type ${type}, the field of type ${target.type}`,
      'Use the type of the field.',
    );
  } else if (type === 'enum' && !isLegalKey(target, String(value))) {
    report('I6', `${path}.fallback`, 'is no value of the field', legalKeys(target));
  }
}
