import {
  type DevrevField,
  type DevrevObject,
  devrevCategories,
  devrevObjects,
} from '@airdrop-connectors/core/devrev-objects';

/** What a value has to be to fit a field of a DevRev object. */
export interface TargetField {
  readonly name: string;
  readonly type: string;
  readonly isCollection: boolean;
  readonly isRequired: boolean;
  /** Leaf types a reference may lead to; empty when the catalogue does not say. */
  readonly leafTypes: ReadonlySet<string>;
  /** Keys and names; empty when DevRev does not publish them. */
  readonly enumNames: ReadonlyMap<string, string>;
  /** Fields of the struct; empty when DevRev does not publish them. */
  readonly structFields: ReadonlyMap<string, TargetField>;
}

const objects: ReadonlyMap<string, DevrevObject> = new Map<string, DevrevObject>(
  Object.entries(devrevObjects),
);
const categories: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>(
  Object.entries(devrevCategories),
);

/** The object of a leaf type; undefined when DevRev has none of that name. */
export function devrevObject(leafType: string): DevrevObject | undefined {
  return objects.get(leafType);
}

export function allLeafTypes(): string[] {
  return [...objects.keys()];
}

/** Leaf types meant by a leaf type or by the name of a category such as `work`. */
export function expandLeafType(name: string): readonly string[] {
  return categories.get(name) ?? [name];
}

/** Stock fields of a leaf type that may be mapped. */
export function targetFields(object: DevrevObject): Map<string, TargetField> {
  const fields = new Map<string, TargetField>();
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.removedIn === undefined) fields.set(name, targetField(name, field, object));
  }
  return fields;
}

function targetField(name: string, field: DevrevField, object: DevrevObject): TargetField {
  const struct = field.struct === undefined ? undefined : object.structs?.[field.struct];
  return {
    name,
    type: field.type,
    isCollection: field.collection === true,
    isRequired: field.required === true,
    leafTypes: new Set((field.refersTo ?? []).flatMap(leafTypesOf)),
    enumNames: new Map(Object.entries(field.enumValues ?? {})),
    structFields: new Map(
      Object.entries(struct ?? {}).map(([key, inner]) => [key, targetField(`${name}.${key}`, inner, object)]),
    ),
  };
}

/** `revo` is only ever referred to, never imported: an organisation arrives as an account. */
function leafTypesOf(target: string): readonly string[] {
  const name = target.slice(target.indexOf(':') + 1);
  return name === 'revo' ? ['revo', 'account'] : expandLeafType(name);
}

/** Prefix of display ids as DevRev's users know them, by leaf type. */
const displayPrefixes: Readonly<Record<string, string>> = {
  account: 'ACC',
  article: 'ART',
  capability: 'CAPL',
  conversation: 'CONV',
  custom_link: 'LINK',
  enhancement: 'ENH',
  feature: 'FEAT',
  incident: 'INC',
  issue: 'ISS',
  linkable: 'LINKABLE',
  meeting: 'MEET',
  new_custom_object: 'CUSTOM',
  opportunity: 'OPP',
  product: 'PROD',
  runnable: 'RUN',
  ticket: 'TKT',
};

/** `ISS-` for issues, the leaf type in capitals where DevRev shows no short one. */
export function displayPrefix(leafType: string): string {
  return `${displayPrefixes[leafType] ?? leafType.toUpperCase()}-`;
}

const identityLeafTypes: ReadonlySet<string> = new Set(['account', 'devu', 'group', 'revu', 'sysu']);

/** Start of the DON of objects of a leaf type; a number follows. */
export function donPrefix(leafType: string): string {
  const service = identityLeafTypes.has(leafType) ? 'identity' : 'core';
  const type = leafType === 'new_custom_object' ? 'custom_object' : leafType;
  return `don:${service}:dvrv-us-1:devo/local:${type}/`;
}
