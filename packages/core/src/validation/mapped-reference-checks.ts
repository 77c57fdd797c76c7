import { type DevrevField, devrevCategories } from '../devrev-objects/index.js';
import type { FieldMappingDocument, RecordTypeMapping } from '../mapping/mapping-document.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import type { Report } from './finding.js';
import type { MappedShard } from './mapped-shard.js';
import { membersOf } from './reference-checks.js';
import { quoted } from './wording.js';

/** I10: what an external reference points to becomes an object that the DevRev field takes. */
export function checkReferenceTargets(
  { transformation_method_for_set: method }: FieldMappingDocument,
  field: FieldDefinition,
  target: DevrevField | undefined,
  { metadata, mapping }: MappedShard,
  path: string,
  report: Report,
): void {
  if (!target?.refersTo || method.transformation_method === 'filter_typed_reference') return;
  const refersTo = (field.reference ?? field.typed_reference)?.refers_to ?? {};
  const allowed = new Set(target.refersTo.flatMap(leafTypesOf));
  for (const external of Object.keys(refersTo)) {
    const [kind, key = ''] = external.slice(1).split(':', 2);
    const recordTypes = kind === 'category' ? membersOf(metadata, key) : [key];
    const entries =
      kind === 'category'
        ? [mapping.record_type_category_mappings?.[key]]
        : recordTypes.map((recordType) => entryOf(recordType, metadata, mapping));
    for (const entry of entries) {
      const leaf = entry?.default_mapping;
      if (leaf?.object_category !== 'stock' || allowed.has(leaf.object_type)) continue;
      report(
        'I10',
        path,
        `points to ${quoted(external)}, which becomes ${leaf.object_type}`,
        `The field takes ${[...allowed].join(', ')}.`,
      );
    }
  }
}

function entryOf(
  recordType: string,
  metadata: MappedShard['metadata'],
  mapping: MappedShard['mapping'],
): RecordTypeMapping | undefined {
  const category = metadata.record_types[recordType]?.category;
  return (
    mapping.record_type_mappings?.[recordType] ??
    (category === undefined ? undefined : mapping.record_type_category_mappings?.[category])
  );
}

function leafTypesOf(target: string): readonly string[] {
  const [kind, key = ''] = target.slice(1).split(':', 2);
  if (kind === 'record') return [key];
  return Object.hasOwn(devrevCategories, key) ? Reflect.get(devrevCategories, key) : [key];
}
