import { counted, grouped, html, type Markup } from './markup.js';
import type { RunReport } from './run-report.js';

/** Figures at a glance, and what somebody should look at. */
export function overviewSection(report: RunReport): Markup {
  const { summary } = report;
  const delivered = Object.values(summary.records).reduce((sum, count) => sum + count, 0);
  const objects = summary.devrev?.objects ?? [];
  const tiles: [string, string][] = [
    [grouped(delivered), 'records delivered'],
    [grouped(objects.reduce((sum, { total }) => sum + total, 0)), 'DevRev objects'],
    [megabytes(summary.attachmentsBytes), 'of files'],
    [grouped(summary.skips.reduce((sum, { count }) => sum + count, 0)), 'skipped'],
    [summary.missing === null ? '–' : grouped(summary.missing), 'missing'],
    [summary.calls === null ? '–' : grouped(summary.calls), 'calls to the system'],
    [grouped(summary.invocations), 'invocations'],
    [duration(summary.seconds), 'from start to end'],
    [`${grouped(summary.peakRssMb)} MB`, 'peak memory'],
  ];
  const notes = attention(report);
  return html`<section id="overview" aria-label="Overview">
<div class="tiles">${tiles.map(([figure, label]) => html`<div class="tile"><b>${figure}</b><span>${label}</span></div>`)}</div>
<h2>What needs attention</h2>
${
  notes.length === 0
    ? html`<p class="good">Nothing: everything in scope was delivered and found its place.</p>`
    : html`<ul class="notes">${notes.map(({ level, text }) => html`<li class="${level}">${text}</li>`)}</ul>`
}
</section>`;
}

interface Note {
  level: 'bad' | 'warn';
  text: string;
}

function attention({ summary, unknownUsers, invocations }: RunReport): Note[] {
  const notes: Note[] = [];
  const bad = (text: string) => notes.push({ level: 'bad', text });
  const warn = (text: string) => notes.push({ level: 'warn', text });
  if (summary.error) bad(summary.error);
  for (const { message } of summary.violations.slice(0, 5)) bad(`Against the protocol: ${message}`);
  if (summary.missing) bad(`${counted(summary.missing, 'object')} of the source did not arrive.`);
  if (summary.duplicated) bad(`${counted(summary.duplicated, 'object')} arrived twice.`);
  for (const { count, itemType, reason } of summary.skips)
    warn(`${grouped(count)} skipped in ${itemType}: ${reason}`);
  for (const { count, itemType, field } of summary.dangling) {
    warn(`${counted(count, 'reference')} of ${itemType} by ${field} to something that did not arrive.`);
  }
  for (const { count, leafType, field, reason, detail } of summary.devrev?.staged ?? []) {
    // The connector has named these already, among what it skipped.
    if (reason === 'file_not_delivered') continue;
    const what = [leafType, field].filter((word) => word !== null).join('.');
    warn(`${counted(count, 'record')} staged, so not in DevRev: ${what || reason}. ${detail}`);
  }
  for (const problem of summary.devrev?.mappingProblems ?? []) bad(problem);
  if (unknownUsers.placeholders > 0) {
    warn(
      `${counted(unknownUsers.placeholders, 'person has', 'people have')} no e-mail address and became placeholders.`,
    );
  }
  if (unknownUsers.unresolved > 0) {
    warn(
      `${counted(unknownUsers.unresolved, 'person is', 'people are')} referred to but were not delivered.`,
    );
  }
  const silent = invocations.filter(({ ending }) => ending === 'no reply').length;
  if (silent > 0) warn(`${counted(silent, 'invocation')} ended without a reply; the next one resumed.`);
  return notes;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds * 10) / 10} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function megabytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.round(bytes / 1000)} kB`
    : `${grouped(Math.round(bytes / 100_000) / 10)} MB`;
}
