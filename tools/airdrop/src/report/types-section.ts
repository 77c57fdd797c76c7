import { grouped, html, type Markup } from './markup.js';
import type { RunReport } from './run-report.js';

/** What arrived and what became of it, per type; custom fields, losses, skipped and staged records. */
export function typesSection(report: RunReport): Markup {
  const { summary, skipped, staged } = report;
  return html`<section id="types"><h2>By type</h2>
<h3>Delivered by the connector</h3>
<div class="scroll"><table><thead><tr><th>item type</th><th class="n">records</th><th class="n">skipped</th></tr></thead>
<tbody>${Object.entries(summary.records).map(([itemType, count]) => html`<tr><td>${itemType}</td><td class="n">${grouped(count)}</td><td class="n">${grouped(skippedOf(summary.skips, itemType))}</td></tr>`)}</tbody></table></div>
<h3>Objects in DevRev</h3>
<div class="scroll"><table><thead><tr><th>leaf type</th><th class="n">created</th><th class="n">updated</th><th class="n">unchanged</th><th class="n">all</th></tr></thead>
<tbody>${(summary.devrev?.objects ?? []).map(({ leafType, created, updated, unchanged, total }) => html`<tr><td>${leafType}</td><td class="n">${grouped(created)}</td><td class="n">${grouped(updated)}</td><td class="n">${grouped(unchanged)}</td><td class="n">${grouped(total)}</td></tr>`)}</tbody></table></div>
${folded(
  'Fields without a mapping, which became custom fields',
  report.customFields.length,
  ['field', 'name', 'type', 'of', 'in DevRev'],
  report.customFields.map(({ field, name, type, itemTypes, leafType }) => [
    field,
    name,
    type,
    itemTypes.join(', '),
    leafType,
  ]),
)}
${folded(
  'Formatting DevRev has no form for',
  lossesOf(report).length,
  ['where and what', 'times'],
  lossesOf(report).map(([kind, count]) => [kind, grouped(count)]),
)}
${folded(
  'Skipped records, fields and files',
  summary.skipped,
  ['what', 'of', 'id', 'reason', 'code'],
  skipped.map(({ what, itemType, id, reason, code }) => [what, itemType, id, reason, code]),
)}
${folded(
  'Staged records, with the reason',
  (summary.devrev?.staged ?? []).reduce((sum, { count }) => sum + count, 0),
  ['record', 'of', 'would be', 'field', 'reason'],
  staged.map((row) =>
    [row.external_id, row.item_type, row.leaf_type, row.field, row.detail].map((cell) => String(cell ?? '')),
  ),
)}
${folded(
  'References that lead nowhere yet',
  (summary.devrev?.openReferences ?? []).reduce((sum, { count }) => sum + count, 0),
  ['of', 'field', 'to', 'times'],
  (summary.devrev?.openReferences ?? []).map(({ itemType, field, targets, count }) => [
    itemType,
    field,
    targets,
    grouped(count),
  ]),
)}</section>`;
}

function skippedOf(skips: RunReport['summary']['skips'], itemType: string): number {
  return skips.reduce((sum, skip) => sum + (skip.itemType === itemType ? skip.count : 0), 0);
}

function lossesOf({ invocations }: RunReport): [string, number][] {
  const totals = new Map<string, number>();
  for (const { losses } of invocations) {
    for (const [kind, count] of Object.entries(losses)) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  return [...totals].sort(([, a], [, b]) => b - a);
}

/** A table that stays closed until it is wanted; says so when it shows only the first rows. */
function folded(
  title: string,
  total: number,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Markup | undefined {
  if (total === 0) return undefined;
  return html`<details><summary>${title} <span class="soft">(${grouped(total)})</span></summary><div class="scroll"><table>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>
${rows.length < total && rows.length >= 200 ? html`<p class="soft">The first ${rows.length}.</p>` : undefined}</details>`;
}
