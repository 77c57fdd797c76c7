import type { Row } from '../database/database.js';
import { donPattern, type LeafTypeCount, type ObjectDetail } from '../devrev/read-objects.js';
import { isJsonObject } from '../platform/json-shape.js';
import { cellText, grouped, rowsTable } from './table.js';

/** What tells objects apart at a glance, most telling first. */
const tableColumns = [
  'display_id',
  'title',
  'name',
  'display_name',
  'email',
  'body',
  'stage',
  'stage_state',
  'priority',
  'severity',
  'state',
  'status',
  'visibility',
  'link_type',
  'source_id',
  'target_id',
  'parent_object_id',
  'subtype',
  'external_id',
];

/** Columns with which an object has a name already. */
const nameColumns = ['title', 'name', 'display_name'];

/** Objects as a table of the columns that say something about any of them. */
export function objectsTable(objects: readonly Row[]): string {
  const filled = tableColumns.filter((column) =>
    objects.some((object) => object[column] !== null && object[column] !== undefined),
  );
  const isNamed = filled.some((column) => nameColumns.includes(column));
  const columns = filled.filter((column) => !(isNamed && column === 'body'));
  const rows = objects.map((object) =>
    Object.fromEntries(columns.map((column) => [column, shortDon(cellText(object[column]))])),
  );
  return rowsTable(columns, rows);
}

export function leafTypesTable(counts: readonly LeafTypeCount[]): string {
  return rowsTable(
    ['leaf type', 'objects', 'staged'],
    counts.map(({ leafType, objects, staged }) => ({
      'leaf type': leafType,
      objects: grouped(objects),
      staged: grouped(staged),
    })),
  );
}

/** Members that are shown in the heading or in sections of their own. */
const shownElsewhere = new Set([
  'id',
  'display_id',
  'custom_fields',
  'artifacts',
  'item_type',
  'external_id',
]);

/** One object with everything that hangs on it, as lines; empty fields are left out. */
export function detailLines({
  object,
  customFieldNames,
  comments,
  links,
  files,
  names,
}: ObjectDetail): string[] {
  const named = (value: unknown) => withNames(value, names);
  const origin =
    object.is_stand_in === true
      ? 'stands in for a record chosen in DevRev'
      : `from ${object.item_type} ${object.external_id}`;
  const stock = Object.entries(object).filter(
    ([name]) => !shownElsewhere.has(name) && name !== 'is_stand_in',
  );
  const custom = isJsonObject(object.custom_fields) ? Object.entries(object.custom_fields) : [];
  return [
    `${object.display_id}  ${object.id}  ${origin}`,
    ...fieldLines(stock.map(([name, value]) => [name, named(value)])),
    ...section(
      'custom fields',
      fieldLines(custom.map(([key, value]) => [labelOf(key, customFieldNames), named(value)])),
    ),
    ...section(
      'comments',
      comments.map(
        ({ display_id: id, created_date: date, created_by_id: author, visibility, body }) =>
          `${id}  ${date}  ${visibility ?? ''}  ${named(author)}: ${firstLineOf(named(body))}`,
      ),
    ),
    ...section(
      'links',
      links.map(({ display_id: id, name, other_id: other }) => `${id}  ${name} ${named(other)}`),
    ),
    ...section(
      'files',
      files.map(
        ({ id, file_name: name, bytes, inline }) =>
          `${shortDon(String(id))}  ${name}  ${grouped(Number(bytes))} bytes${inline === true ? ', inline' : ''}`,
      ),
    ),
  ];
}

function labelOf(key: string, names: Readonly<Record<string, string>>): string {
  const name = names[key];
  return name === undefined || name === key ? key : `${name} (${key})`;
}

function fieldLines(fields: readonly (readonly [string, string])[]): string[] {
  const filled = fields.filter(([, text]) => text !== '');
  const width = Math.max(0, ...filled.map(([name]) => name.length));
  return filled
    .map(([name, text]) => {
      const [first = '', ...rest] = text.split('\n');
      return [`${name.padEnd(width)}  ${first}`, ...rest.map((line) => `${' '.repeat(width + 2)}${line}`)];
    })
    .flatMap((lines) => lines.map((line) => `  ${line}`.trimEnd()));
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line.trimStart()}`)];
}

/** A value as text in which DONs are followed by what they lead to. */
function withNames(value: unknown, names: Readonly<Record<string, string>>): string {
  const list = Array.isArray(value) && value.every((element) => typeof element === 'string');
  const text = list ? value.join(', ') : cellText(value);
  return text.replaceAll(donPattern, (don) => names[don] ?? shortDon(don));
}

/** The last part of a DON says what it is. */
function shortDon(text: string): string {
  return text.startsWith('don:') ? text.slice(text.lastIndexOf(':') + 1) : text;
}

function firstLineOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
