import type { LeafType } from '../devrev-objects/index.js';
import type { Fields } from '../metadata/field.js';
import type { RecordTarget } from '../metadata/record-target.js';
import type { FieldMapping, NoOtherKeys, Produced, StockFieldMappings } from './field-mapping.js';
import type {
  InitialDomainMapping,
  LeafTypeDocument,
  PossibleMapping,
  RecordTypeMapping,
} from './mapping-document.js';
import { type MappingSource, stockLeaf } from './mapping-source.js';

/** One way a record type can become a DevRev object. */
export interface LeafMapping {
  readonly target: RecordTarget;
  readonly leaf: LeafTypeDocument;
  readonly possible: PossibleMapping;
}

/**
 * Maps the records of `source` to the DevRev object `leafType`. Required fields of DevRev must be mapped and must not
 * come out empty; fields DevRev does not have are a compile error.
 */
export function mapTo<Leaf extends LeafType, F extends Fields, Given extends StockFieldMappings<Leaf>>(
  source: MappingSource<F>,
  leafType: Leaf,
  fields: Given & NoOtherKeys<Given, StockFieldMappings<Leaf>>,
): LeafMapping {
  const category = leafType === 'unified_authorization_policy' ? 'synthetic' : 'stock';
  return leafMapping(source.target, { ...stockLeaf(leafType), object_category: category }, fields);
}

interface CustomObjectFields {
  title: FieldMapping<Produced & { kind: 'text'; list: false; empty: false }>;
  created_by_id?: FieldMapping<Produced & { kind: 'reference'; list: false }>;
  modified_by_id?: FieldMapping<Produced & { kind: 'reference'; list: false }>;
  item_url_field?: FieldMapping<Produced & { kind: 'text'; list: false }>;
}

/** Maps records to a custom object type that is made for them; all other fields become custom fields. */
export function mapToCustomObject<F extends Fields>(
  source: MappingSource<F>,
  fields: CustomObjectFields,
): LeafMapping {
  return leafMapping(source.target, { object_category: 'fresh_custom', object_type: '' }, { ...fields });
}

function leafMapping(
  target: RecordTarget,
  leaf: LeafTypeDocument,
  fields: Readonly<Record<string, FieldMapping | undefined>>,
): LeafMapping {
  const documents = Object.entries(fields).flatMap(([key, field]) =>
    field ? [[key, field.document] as const] : [],
  );
  return {
    target,
    leaf,
    possible: {
      devrev_leaf_type: leaf.object_type,
      forward: true,
      reverse: documents.some(([, { reverse }]) => reverse),
      shard: {
        mode: 'create_shard',
        devrev_leaf_type: leaf,
        stock_field_mappings: Object.fromEntries(documents),
        constructed_custom_fields: {},
      },
    },
  };
}

/** Version of DevRev's metadata the mappings are written against, as in the official template. */
const devrevMetadataVersion = 13;

/**
 * The initial domain mapping: defaults that whoever sets up a sync can change. The first mapping of a record type is
 * preselected, the others are offered.
 */
export function domainMapping(mappings: readonly LeafMapping[]): InitialDomainMapping {
  const byTarget = {
    record: new Map<string, RecordTypeMapping>(),
    category: new Map<string, RecordTypeMapping>(),
  };
  for (const { target, leaf, possible } of mappings) {
    const entries = byTarget[target.targetKind];
    const entry = entries.get(target.key) ?? { default_mapping: leaf };
    entries.set(target.key, entry);
    if (leaf.object_category === 'fresh_custom') {
      const { forward, reverse, shard } = possible;
      entry.mapping_as_custom_object = { forward, reverse, shard };
    } else entry.possible_record_type_mappings = [...(entry.possible_record_type_mappings ?? []), possible];
  }
  return {
    additional_mappings: {
      format_version: 'v0.2.0',
      devrev_metadata_version: devrevMetadataVersion,
      record_type_mappings: Object.fromEntries(byTarget.record),
      ...(byTarget.category.size > 0 && {
        record_type_category_mappings: Object.fromEntries(byTarget.category),
      }),
    },
  };
}
