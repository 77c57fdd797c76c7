import type { LeafType } from '../devrev-objects/index.js';
import type { FieldMapping, Produced } from './field-mapping.js';
import { mapping, stockLeaf } from './mapping-source.js';

type Constant<Kind extends Produced['kind'], Keys extends string = never> = FieldMapping<{
  kind: Kind;
  list: false;
  empty: false;
  reverse: false;
  keys: Keys;
}>;

/** The same key of a DevRev enum for every record. */
export const fixedEnum = <const Key extends string>(key: Key): Constant<'enum', Key> =>
  mapping({}, { transformation_method: 'use_fixed_value', value: 'enum_value', enum: key });

/** The same truth value for every record. */
export const fixedBool = (value: boolean): Constant<'bool'> =>
  mapping({}, { transformation_method: 'use_fixed_value', value: 'bool', bool: value });

/** No value, whatever the record holds; for fields that are not required. */
export const fixedNothing = (): FieldMapping<{
  kind: never;
  list: false;
  empty: true;
  reverse: false;
  keys: never;
}> => mapping({}, { transformation_method: 'use_fixed_value', value: 'none' });

/** One record of one organization, by its DON; it pins the connector to that organization. */
export const pinnedRecord = (id: string): Constant<'reference'> =>
  mapping({}, { transformation_method: 'use_devrev_record', is_array: false, id });

/** A DevRev record that whoever sets up the sync chooses, e.g. the product that work belongs to. */
export const chosenRecord = (leafType: LeafType): Constant<'reference'> =>
  mapping(
    {},
    { transformation_method: 'use_devrev_record', is_array: false, leaf_type: stockLeaf(leafType) },
  );

/** The same as a list of one, e.g. the owner of accounts where the source knows none. */
export const chosenRecords = (
  leafType: LeafType,
): FieldMapping<{ kind: 'reference'; list: true; empty: false; reverse: false; keys: never }> =>
  mapping({}, { transformation_method: 'use_devrev_record', is_array: true, leaf_type: stockLeaf(leafType) });

/** A value made of parts, e.g. an amount of money. */
export const structOf = (
  parts: Readonly<Record<string, FieldMapping>>,
): FieldMapping<{ kind: 'struct'; list: false; empty: false; reverse: false; keys: never }> =>
  mapping(
    {},
    {
      transformation_method: 'make_struct',
      field_mappings: Object.fromEntries(Object.entries(parts).map(([key, { document }]) => [key, document])),
    },
  );

type ProducedBy<Mapping> = Mapping extends FieldMapping<infer P> ? P : never;

/** What comes out of several alternatives: empty only if every one may be. */
type FirstOf<P extends Produced> = FieldMapping<{
  kind: P['kind'];
  list: P['list'];
  empty: false extends P['empty'] ? false : true;
  reverse: true extends P['reverse'] ? true : false;
  keys: P['keys'];
}>;

/** The first alternative that gives a value; the first one is written back. */
export const firstOf = <const Alternatives extends readonly [FieldMapping, FieldMapping, ...FieldMapping[]]>(
  ...alternatives: Alternatives
): FirstOf<ProducedBy<Alternatives[number]>> =>
  mapping(
    { reverse: alternatives.some(({ document }) => document.reverse) },
    {
      transformation_method: 'use_first_non_null',
      alternatives: alternatives.map(({ document }, index) => ({
        field_mapping: document,
        is_default_in_reverse: index === 0,
      })),
    },
  );

/** A jq expression over the record; a last resort, never written back, and evaluated by the platform only. */
export const jq = <Kind extends Produced['kind'], const List extends boolean = false>(
  _kind: Kind,
  expression: string,
  options: { list?: List; appliesToNull?: boolean } = {},
): FieldMapping<{ kind: Kind; list: List; empty: false; reverse: false; keys: never }> =>
  mapping(
    {},
    {
      transformation_method: 'use_raw_jq',
      forward_jq: expression,
      ...(options.appliesToNull && { can_apply_to_null: true }),
    },
  );
