import Table from 'cli-table3';
import type { DevrevFigures, StagedFigures } from '../devrev/figures.js';
import { grouped, plainStyle } from './table.js';

/** Reasons to stage a record in the words of the report. */
const reasonTexts: Readonly<Record<string, string>> = {
  type_not_mapped: 'no mapping',
  required_field_missing: 'required field empty',
  required_reference_unresolved: 'required reference leads nowhere',
  reference_to_wrong_type: 'reference to a wrong type',
  enum_value_not_mapped: 'enum value without counterpart',
  role_not_mapped: 'role without counterpart',
  value_not_in_devrev: 'value DevRev does not have',
  wrong_type: 'value of a wrong type',
  parent_not_imported: 'parent not in DevRev',
  file_not_delivered: 'file not delivered',
};

/** What the records of a run became, as a block of lines for the terminal. */
export function devrevLines(figures: DevrevFigures): string[] {
  const { objects, staged, customFields, openReferences, mappingProblems, notEvaluated } = figures;
  return [
    '',
    'In DevRev these records are:',
    objectsTable(objects),
    ...section('Staged, so not in DevRev or only in an earlier version:', staged.map(stagedLine)),
    ...section(
      'References that lead nowhere yet:',
      openReferences.map(
        ({ itemType, field, targets, count }) => `${grouped(count)} × ${itemType}.${field} → ${targets}`,
      ),
    ),
    ...section('Fields only DevRev itself can fill:', notEvaluated),
    ...section('Wrong with the mapping:', mappingProblems),
    ...section('Custom fields:', customFieldLines(customFields)),
  ];
}

function objectsTable(objects: DevrevFigures['objects']): string {
  const table = new Table({
    ...plainStyle,
    head: ['leaf type', 'created', 'updated', 'unchanged', 'total'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const { leafType, created, updated, unchanged, total } of objects) {
    table.push([leafType, ...[created, updated, unchanged, total].map(grouped)]);
  }
  return table.toString();
}

function stagedLine({ itemTypes, leafType, reason, field, count, example, detail }: StagedFigures): string {
  const what =
    field === null ? (leafType ?? itemTypes.join(', ')) : `${leafType ?? itemTypes.join(', ')}.${field}`;
  return `${grouped(count)} × ${what}: ${reasonTexts[reason] ?? reason}\n      such as ${example}: ${detail}`;
}

/** Types with the same number of custom fields, such as the issue types of a project, share a line. */
function customFieldLines(customFields: DevrevFigures['customFields']): string[] {
  const sharing = new Map<string, string[]>();
  for (const { itemType, leafType, fields } of customFields) {
    const key = `${fields} of ${leafType}`;
    sharing.set(key, [...(sharing.get(key) ?? []), itemType]);
  }
  return [...sharing].map(([key, itemTypes]) => `${key} (from ${itemTypes.join(', ')})`);
}

const maxLines = 12;

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, maxLines).map((line) => `  ${line}`);
  const more = lines.length > maxLines ? [`  … and ${lines.length - maxLines} more; --json prints all.`] : [];
  return [title, ...shown, ...more];
}
