import type { FieldDefinition, FieldKind } from './field-definition.js';

declare const valueType: unique symbol;
declare const fieldKind: unique symbol;

/**
 * One field, typed so that a normalizer or a mapping that does not fit it does not compile. Required unless made
 * optional: a required field must be present and not null, an optional one may be null or left out.
 */
export interface Field<
  Value = unknown,
  Required extends boolean = boolean,
  Kind extends FieldKind = FieldKind,
  List extends boolean = boolean,
> {
  readonly definition: FieldDefinition;
  readonly required: Required;
  /** Declared in the document because a field of kind `struct` names it. */
  readonly structType?: StructType;
  readonly [valueType]?: Value;
  readonly [fieldKind]?: { kind: Kind; list: List };
  optional(): Field<Value, false, Kind, List>;
  /** Several values as an array. Declare only limits that the external system enforces itself. */
  list(limits?: ListLimits): Field<readonly Value[], Required, Kind, true>;
  /** Computed by the external system: never written back. */
  readOnly(): Field<Value, Required, Kind, List>;
  /** Taken by the external system but never given out. */
  writeOnly(): Field<Value, Required, Kind, List>;
  /** The external system can search, sort or filter by it. */
  indexed(): Field<Value, Required, Kind, List>;
  /** An alternative unique key such as an e-mail address; never the record's own id. */
  identifier(): Field<Value, Required, Kind, List>;
  /** What the external system fills in when nothing is given. */
  defaultsTo(value: Value & (string | number | boolean)): Field<Value, Required, Kind, List>;
  described(description: string): Field<Value, Required, Kind, List>;
}

/** Least and greatest length, both allowed: characters of a text, values of a list. */
export interface ListLimits {
  minLength?: number;
  maxLength?: number;
}

/** A required field with one value; the modifiers make it anything else. */
export function field<Value, Kind extends FieldKind>(
  definition: FieldDefinition & { type: Kind },
  structType?: StructType,
): Field<Value, true, Kind, false> {
  return makeField({ ...definition, is_required: true }, true, structType);
}

function makeField<Value, Required extends boolean, Kind extends FieldKind, List extends boolean>(
  definition: FieldDefinition,
  required: Required,
  structType: StructType | undefined,
): Field<Value, Required, Kind, List> {
  const changed = (change: Partial<FieldDefinition>): Field<Value, Required, Kind, List> =>
    makeField({ ...definition, ...change }, required, structType);
  return {
    definition,
    required,
    ...(structType && { structType }),
    optional: () => {
      const { is_required: _, ...rest } = definition;
      return makeField(rest, false, structType);
    },
    list: (limits) => makeField({ ...definition, collection: lengthLimits(limits) }, required, structType),
    readOnly: () => changed({ is_read_only: true }),
    writeOnly: () => changed({ is_write_only: true }),
    indexed: () => changed({ is_indexed: true }),
    identifier: () => changed({ is_identifier: true }),
    defaultsTo: (value) => changed({ default_value: value }),
    described: (description) => changed({ description }),
  };
}

/** In the words of the document, which leaves out what is not limited. */
export function lengthLimits({ minLength, maxLength }: ListLimits = {}) {
  return {
    ...(minLength !== undefined && { min_length: minLength }),
    ...(maxLength !== undefined && { max_length: maxLength }),
  };
}

/** Fields of a record type, by key. */
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends Field<infer Value> ? Value : never;
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K]['required'] extends true ? K : never }[keyof F];

/** The `data` of a record with these fields. */
export type DataOf<F extends Fields> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]> | null;
};

/**
 * A value object without identity, such as a postal address. Fields of it can be mapped to a struct of DevRev only;
 * prefer plain fields where there is a choice. Structs hold neither structs nor references.
 */
export interface StructType<F extends Fields = Fields> {
  readonly key: string;
  readonly name: string;
  readonly fields: F;
}
