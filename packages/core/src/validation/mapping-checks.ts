import { type DevrevObject, devrevObjects } from '../devrev-objects/index.js';
import type {
  LeafTypeDocument,
  MappingDocument,
  RecordTypeMapping,
  ShardDocument,
} from '../mapping/mapping-document.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import { checkFieldMapping } from './field-mapping-checks.js';
import { type Finding, findingsOf, type Report } from './finding.js';
import type { MappedShard } from './mapped-shard.js';
import { membersOf } from './reference-checks.js';
import { quoted } from './wording.js';

/** Checks a well-formed mapping against metadata and DevRev's objects, codes I3 to I14. */
export function mappingFindings(mapping: MappingDocument, metadata: MetadataDocument): Finding[] {
  return findingsOf((report) => {
    const once = withoutRepeats(report);
    const mapped = new Set<string>();
    for (const [part, entries, recordTypesOf] of [
      ['record_type_mappings', mapping.record_type_mappings, (key: string) => knownType(metadata, key)],
      [
        'record_type_category_mappings',
        mapping.record_type_category_mappings,
        (key: string) => membersOf(metadata, key),
      ],
    ] as const) {
      for (const [key, entry] of Object.entries(entries ?? {})) {
        const path = `additional_mappings.${part}.${key}`;
        checkExists(metadata, part, key, path, once);
        const recordTypes = recordTypesOf(key);
        for (const recordType of recordTypes) mapped.add(recordType);
        checkEntry(entry, path, once);
        for (const { path: shardPath, shard, object } of shardsOf(entry, path, once)) {
          checkShard({ path: shardPath, shard, object, recordTypes, metadata, mapping }, once);
        }
      }
    }
    for (const recordType of Object.keys(metadata.record_types)) {
      if (mapped.has(recordType)) continue;
      report(
        'I3',
        `record_types.${recordType}`,
        'has no mapping',
        'Map it or its category; without one its records are not imported.',
        'warning',
      );
    }
  });
}

function knownType(metadata: MetadataDocument, key: string): string[] {
  return metadata.record_types[key] ? [key] : [];
}

function checkExists(
  metadata: MetadataDocument,
  part: 'record_type_mappings' | 'record_type_category_mappings',
  key: string,
  path: string,
  report: Report,
): void {
  const known = part === 'record_type_mappings' ? metadata.record_types : metadata.record_type_categories;
  if (known?.[key]) return;
  const kind = part === 'record_type_mappings' ? 'record type' : 'category';
  report('I3', path, `maps a ${kind} the metadata does not have`, 'Declare it, or correct the name.');
}

/** I4: the default is one of what is offered. */
function checkEntry(entry: RecordTypeMapping, path: string, report: Report): void {
  const {
    default_mapping: preselected,
    possible_record_type_mappings: possible = [],
    mapping_as_custom_object: custom,
  } = entry;
  const isCustom = preselected.object_category === 'fresh_custom' && custom !== undefined;
  if (isCustom || possible.some((option) => option.devrev_leaf_type === preselected.object_type)) return;
  report(
    'I4',
    `${path}.default_mapping`,
    `names ${quoted(preselected.object_type)}, which is not offered`,
    'Name one of possible_record_type_mappings.',
  );
}

interface FoundShard {
  path: string;
  shard: ShardDocument;
  object: DevrevObject | undefined;
}

/** I4: leaf types exist and agree; I11: a direction is set and possible. */
function* shardsOf(entry: RecordTypeMapping, path: string, report: Report): Generator<FoundShard> {
  for (const [index, option] of (entry.possible_record_type_mappings ?? []).entries()) {
    const optionPath = `${path}.possible_record_type_mappings.${index}`;
    const { devrev_leaf_type: leaf, forward, reverse, shard } = option;
    if (shard.devrev_leaf_type.object_type !== leaf) {
      report(
        'I4',
        optionPath,
        'names two different leaf types',
        'Use the same one outside and in the shard.',
      );
    }
    const object = objectOf(shard.devrev_leaf_type);
    if (!object) {
      report(
        'I4',
        optionPath,
        `maps to ${quoted(leaf)}, which DevRev does not have`,
        'Name one of its leaf types.',
      );
      continue;
    }
    checkDirections(forward, reverse, object, optionPath, report);
    yield { path: `${optionPath}.shard`, shard, object };
  }
  const custom = entry.mapping_as_custom_object;
  if (custom) {
    const customPath = `${path}.mapping_as_custom_object`;
    checkDirections(custom.forward, custom.reverse, undefined, customPath, report);
    yield { path: `${customPath}.shard`, shard: custom.shard, object: undefined };
  }
}

function objectOf({ object_type: leaf }: LeafTypeDocument): DevrevObject | undefined {
  return Object.hasOwn(devrevObjects, leaf) ? Reflect.get(devrevObjects, leaf) : undefined;
}

function checkDirections(
  forward: boolean,
  reverse: boolean,
  object: DevrevObject | undefined,
  path: string,
  report: Report,
): void {
  if (!forward && !reverse) report('I11', path, 'has no direction', 'Set forward or reverse.');
  if (reverse && object && !object.canExtract) {
    report('I11', path, `sends ${object.name} back, which DevRev cannot`, 'Set reverse to false.');
  }
  if (forward && object && !object.canLoad) {
    report('I11', path, `imports ${object.name}, which DevRev cannot`, 'Map to another object.');
  }
}

function checkShard(mapped: MappedShard, report: Report): void {
  const { shard, object, path, recordTypes, metadata } = mapped;
  const fieldsPath = `${path}.stock_field_mappings`;
  for (const [key, field] of Object.entries(shard.stock_field_mappings)) {
    const target = object?.fields[key];
    if (object && (!target || target.removedIn !== undefined)) {
      report(
        'I5',
        `${fieldsPath}.${key}`,
        target ? 'is no longer a field of DevRev' : `is no field of ${object.name}`,
        'Leave it out: fields without a mapping become custom fields.',
      );
      continue;
    }
    checkFieldMapping(field, key, target, mapped, `${fieldsPath}.${key}`, report);
  }
  for (const [key, { required }] of Object.entries(object?.fields ?? {})) {
    if (!required || shard.stock_field_mappings[key]?.forward) continue;
    report(
      'I6',
      fieldsPath,
      `does not map ${quoted(key)}, which ${object?.name} needs`,
      'Map it to a field or a constant.',
    );
  }
  const isReverse = Object.values(shard.stock_field_mappings).some(({ reverse }) => reverse);
  for (const recordType of isReverse ? recordTypes : []) {
    if (metadata.record_types[recordType]?.is_loadable) continue;
    report(
      'I11',
      path,
      `sends ${quoted(recordType)} back, which is not loadable`,
      'Write its loader, or drop reverse.',
    );
  }
}

/** A category applies to many record types; what is wrong with all of them is said once. */
function withoutRepeats(report: Report): Report {
  const said = new Set<string>();
  return (code, path, problem, fix, severity) => {
    const key = `${code} ${path} ${problem}`;
    if (said.has(key)) return;
    said.add(key);
    report(code, path, problem, fix, severity);
  };
}
