import type { SingleEventEnd } from '../single-event/play-event.js';

export function isEventFailure({ reply, violations, problem }: SingleEventEnd): boolean {
  return reply === undefined || reply.kind === 'error' || violations.length > 0 || problem !== undefined;
}

/** What became of an event, over several lines. */
export function eventEndText({ eventType, reply, violations, problem, seconds }: SingleEventEnd): string {
  const lines = [`${eventType} → ${reply?.eventType ?? 'no reply'}, ${seconds.toFixed(1)} s`];
  if (reply?.errorMessage !== undefined) lines.push(`  ${reply.errorMessage}`);
  if (reply?.delaySeconds !== undefined) lines.push(`  to be continued after ${reply.delaySeconds} s`);
  for (const { item_type: itemType, item_count: items, id } of reply?.artifacts ?? [])
    lines.push(`  ${itemType}: ${items} (artifact ${id})`);
  for (const { endpoint, message } of violations) lines.push(`  refused at ${endpoint}: ${message}`);
  if (problem !== undefined) lines.push(`  ${problem}`);
  return lines.join('\n');
}
