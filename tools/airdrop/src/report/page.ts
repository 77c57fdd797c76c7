import { html, type Markup, trusted } from './markup.js';
import { objectsSection } from './objects-section.js';
import { overviewSection } from './overview-section.js';
import { pageStyle } from './page-style.js';
import type { RunReport } from './run-report.js';
import { timelineSection } from './timeline-section.js';
import { typesSection } from './types-section.js';

/** Narrows the list of objects; without scripts the page shows all of them. */
const script = `
const find = document.getElementById('find'), leaf = document.getElementById('leaf'), found = document.getElementById('found');
const objects = [...document.querySelectorAll('details.object')];
function narrow() {
  const wanted = find.value.trim().toLowerCase();
  let count = 0;
  for (const object of objects) {
    const fits = (!leaf.value || object.dataset.leaf === leaf.value) && (!wanted || object.textContent.toLowerCase().includes(wanted));
    object.hidden = !fits;
    if (fits) count += 1;
  }
  found.textContent = count === 1 ? '1 object' : count + ' objects';
}
if (find && leaf) { find.addEventListener('input', narrow); leaf.addEventListener('change', narrow); }
`;

/** The report as one page that needs no network and runs nothing that is not in it. */
export function reportPage(report: RunReport): string {
  const { summary } = report;
  const title = `${summary.connector} sync, run ${summary.run}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title><style>${trusted(pageStyle)}</style></head>
<body><header class="top"><h1>${title} ${badge(report)}</h1>
<p class="soft">${summary.scenario} run of ${summary.unit?.name ?? 'all units'}, started ${readable(summary.startedDate)}</p></header>
<main><nav aria-label="Sections"><a href="#overview">Overview</a><a href="#timeline">Timeline</a><a href="#types">By type</a><a href="#objects">Objects</a></nav>
${overviewSection(report)}${timelineSection(report.invocations)}${typesSection(report)}${objectsSection(report)}</main>
<footer>Made by the airdrop command from the data of this run. It holds records of the external system: share it accordingly.</footer>
<script>${trusted(script)}</script></body></html>
`.safe;
}

function badge({ summary }: RunReport): Markup {
  if (summary.status !== 'done') return html`<span class="badge bad">${summary.status}</span>`;
  const isPartial = summary.skipped > 0 || (summary.devrev?.staged.length ?? 0) > 0;
  return isPartial
    ? html`<span class="badge warn">partial</span>`
    : html`<span class="badge good">done</span>`;
}

function readable(date: string): string {
  return date.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}
