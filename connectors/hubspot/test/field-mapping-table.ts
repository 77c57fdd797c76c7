import type { Fields } from '@airdrop-connectors/core';
import { families, fixedRecordTypes } from '../src/declared-types.js';
import { initialDomainMapping } from '../src/mapping.js';
import { associations } from '../src/record-types.js';

interface MappedField {
  primary_external_field?: string;
  fallback?: { value: unknown };
  transformation_method_for_set: {
    transformation_method: string;
    leaf_type?: { object_type: string };
    enum?: string;
    alternatives?: readonly { field_mapping: MappedField }[];
  };
}

const startMark = '<!-- field mapping: written by test/readme.test.ts -->';
const endMark = '<!-- end of the field mapping -->';

/** The README with its table of fields as the code maps them now. */
export function withFieldMapping(readme: string): string {
  const start = readme.indexOf(startMark);
  const end = readme.indexOf(endMark);
  if (start < 0 || end < start) throw new Error(`The README lacks the lines ${startMark} and ${endMark}.`);
  return `${readme.slice(0, start + startMark.length)}\n\n${fieldMappingTable()}\n\n${readme.slice(end)}`;
}

function fieldMappingTable(): string {
  const rows = [...families, ...fixedRecordTypes, associations].flatMap(({ key, fields }) =>
    rowsOf(key, fields),
  );
  const table = [['Record type', 'Field', 'In DevRev (default)'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function rowsOf(key: string, fields: Fields): string[][] {
  const { record_type_mappings: types, record_type_category_mappings: categories } =
    initialDomainMapping.additional_mappings;
  const entry = types?.[key] ?? categories?.[key];
  const shard =
    entry?.possible_record_type_mappings?.find(
      ({ devrev_leaf_type: leaf }) => leaf === entry.default_mapping.object_type,
    )?.shard ?? entry?.mapping_as_custom_object?.shard;
  const leaf = entry?.default_mapping.object_type || 'object of its own';
  const targets = new Map<string, string[]>();
  const constants: string[][] = [];
  for (const [target, mapping] of Object.entries(shard?.stock_field_mappings ?? {})) {
    const sources = sourcesOf(mapping);
    for (const source of sources) targets.set(source, [...(targets.get(source) ?? []), target]);
    if (sources.length === 0)
      constants.push([`\`${key}\``, '–', `${leaf}: \`${target}\`, ${constantOf(mapping)}`]);
  }
  const mapped = Object.entries(fields).map(([field, { definition }]) => {
    const found = targets.get(field)?.map((target) => `\`${target}\``);
    return [`\`${key}\``, definition.name, `${leaf}: ${found?.join(', ') ?? 'custom field'}`];
  });
  return [...mapped, ...constants];
}

function sourcesOf({
  primary_external_field: field,
  transformation_method_for_set: method,
}: MappedField): string[] {
  const alternatives = method.alternatives?.flatMap(({ field_mapping: mapping }) => sourcesOf(mapping)) ?? [];
  return [...new Set([...(field === undefined ? [] : [field]), ...alternatives])];
}

function constantOf({ transformation_method_for_set: method }: MappedField): string {
  return method.leaf_type ? `the ${method.leaf_type.object_type} chosen at set-up` : `always ${method.enum}`;
}
