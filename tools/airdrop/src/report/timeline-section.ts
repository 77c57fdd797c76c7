import { counted, grouped, html, type Markup } from './markup.js';
import { duration } from './overview-section.js';
import type { BudgetUse, InvocationRecord } from './timeline.js';

const colourOf: Readonly<Record<string, string>> = {
  'external-sync-units': 'var(--p5)',
  metadata: 'var(--p2)',
  data: 'var(--p1)',
  attachments: 'var(--p3)',
};

const colour = (phase: string) => colourOf[phase] ?? 'var(--p4)';

/** Invocations along the time of the run, the waits between them, and the calls they made. */
export function timelineSection(invocations: readonly InvocationRecord[]): Markup {
  const times = invocations.flatMap(({ startedDate, endedDate }) => [startedDate, endedDate ?? startedDate]);
  const first = Math.min(...times.map(Date.parse));
  const span = Math.max(1, Math.max(...times.map(Date.parse)) - first);
  const share = (date: string) => ((Date.parse(date) - first) / span) * 100;
  const phases = [...new Set(invocations.map(({ phase }) => phase))];
  return html`<section id="timeline"><h2>Timeline</h2>
<p class="legend">${phases.map((phase) => html`<span><i style="--c:${colour(phase)}"></i>${words(phase)}</span>`)}</p>
${invocations.slice(0, maxBars).map((invocation, index) => {
  const { startedDate, endedDate, phase, ending } = invocation;
  const left = share(startedDate);
  // One that was killed lasted at most until the next one began.
  const until = endedDate ?? invocations[index + 1]?.startedDate ?? startedDate;
  const width = Math.max(0.4, share(until) - left);
  const failed = ending === 'error' || ending === 'no reply' ? ' failed' : '';
  return html`<div class="row"><span>${invocation.number}. ${words(phase)} <span class="soft">${ending}</span></span>
<div class="track" title="${sentence(invocation)}"><div class="bar${failed}" style="--c:${colour(phase)};left:${left.toFixed(2)}%;width:${Math.min(width, 100 - left).toFixed(2)}%"></div></div></div>`;
})}
${invocations.length > maxBars ? html`<p class="soft">and ${counted(invocations.length - maxBars, 'more invocation')}; all are in the table.</p>` : undefined}
<details><summary>All invocations as a table</summary><div class="scroll"><table>
<thead><tr><th class="n">no.</th><th>phase</th><th>started</th><th class="n">seconds</th><th>ended with</th><th class="n">calls</th><th class="n">waits, s</th><th class="n">artifacts</th><th class="n">skipped</th></tr></thead>
<tbody>${invocations.map(
    (entry) =>
      html`<tr><td class="n">${entry.number}</td><td>${words(entry.phase)}</td><td class="mono">${entry.startedDate}</td><td class="n">${seconds(entry)}</td><td>${entry.ending}${entry.delaySeconds === undefined ? '' : `, go on in ${entry.delaySeconds} s`}${entry.error ? html`<br><span class="bad">${entry.error}</span>` : undefined}</td><td class="n">${grouped(entry.calls)}</td><td class="n">${entry.waitSeconds === undefined ? '–' : entry.waitSeconds.toFixed(1)}</td><td class="n">${grouped(entry.artifacts)}</td><td class="n">${grouped(entry.skipped)}</td></tr>`,
  )}</tbody></table></div></details>
${callsTable(invocations)}${budgetsTable(invocations)}</section>`;
}

const maxBars = 60;

function callsTable(invocations: readonly InvocationRecord[]): Markup {
  const calls = new Map<string, number>();
  for (const { callsByEndpoint } of invocations) {
    for (const [endpoint, count] of Object.entries(callsByEndpoint)) {
      calls.set(endpoint, (calls.get(endpoint) ?? 0) + count);
    }
  }
  const sorted = [...calls].sort(([, a], [, b]) => b - a);
  const most = sorted[0]?.[1] ?? 1;
  const waited = invocations.reduce((sum, { waitSeconds = 0 }) => sum + waitSeconds, 0);
  const delayed = invocations.reduce((sum, { delaySeconds = 0 }) => sum + delaySeconds, 0);
  return html`<h3>Calls to the external system</h3>
<p class="soft">Waited ${duration(waited)} for limits inside invocations, asked to be continued later for ${duration(delayed)} in all.</p>
<div class="scroll"><table><thead><tr><th>endpoint</th><th class="n">calls</th><th style="width:40%"><span class="soft">share</span></th></tr></thead>
<tbody>${sorted.map(([endpoint, count]) => html`<tr><td><code>${endpoint}</code></td><td class="n">${grouped(count)}</td><td><div class="meter"><i style="width:${((count / most) * 100).toFixed(1)}%"></i></div></td></tr>`)}</tbody></table></div>`;
}

/** How much of each limit was used while invocations lasted. */
function budgetsTable(invocations: readonly InvocationRecord[]): Markup | undefined {
  const uses = new Map<string, BudgetUse & { seconds: number }>();
  for (const { budgets, startedDate, endedDate } of invocations) {
    const lasted = endedDate === null ? 0 : (Date.parse(endedDate) - Date.parse(startedDate)) / 1000;
    for (const [name, use] of Object.entries(budgets)) {
      const known = uses.get(name) ?? { ...use, spent: 0, seconds: 0 };
      uses.set(name, { ...known, spent: known.spent + use.spent, seconds: known.seconds + lasted });
    }
  }
  if (uses.size === 0) return undefined;
  return html`<h3>Limits of the external system</h3>
<div class="scroll"><table><thead><tr><th>budget</th><th>limit</th><th class="n">used</th><th class="n">of what it gave meanwhile</th></tr></thead>
<tbody>${[...uses].map(([name, { spent, capacity, perSeconds, seconds: lasted }]) => {
    const given = (capacity * lasted) / Math.max(perSeconds, 1e-9);
    return html`<tr><td>${name}</td><td>${grouped(capacity)} per ${duration(perSeconds)}</td><td class="n">${grouped(spent)}</td><td class="n">${given > 0 ? `${((spent / given) * 100).toFixed(1)} %` : '–'}</td></tr>`;
  })}</tbody></table></div>`;
}

function sentence(entry: InvocationRecord): string {
  return `${words(entry.phase)}: ${seconds(entry)} s, ${counted(entry.calls, 'call')}, ended with ${entry.ending}`;
}

function seconds({ startedDate, endedDate }: InvocationRecord): string {
  return endedDate === null ? '–' : ((Date.parse(endedDate) - Date.parse(startedDate)) / 1000).toFixed(1);
}

function words(phase: string): string {
  return phase.replaceAll('-', ' ');
}
