import type { Simulator } from '@airdrop-connectors/simulators';

/** `id@modified` in UTC of everything of one kind that exists now; sorted. */
export function expectedVersions(
  simulator: Simulator,
  kind: 'issue' | 'comment' | 'worklog' | 'link' | 'attachment' | 'change',
  project = '10000',
): string[] {
  return [...simulator.truth(project), ...(simulator.truthOnRequest?.(project) ?? [])]
    .filter((object) => object.kind === kind)
    .map(({ id, modified }) => `${id}@${modified}`)
    .sort();
}

/** Issues that exist now with the moment of their last change, oldest change first. */
export function issuesByChange(simulator: Simulator): { id: string; updated: string }[] {
  return [...simulator.truth('10000')]
    .filter(({ kind }) => kind === 'issue')
    .map(({ id, modified = '' }) => ({ id, updated: modified }))
    .sort((left, right) => left.updated.localeCompare(right.updated) || Number(left.id) - Number(right.id));
}

/** Ids of issues with more comments than a search embeds. */
export function chattyIssueIds(simulator: Simulator): string[] {
  const counts = new Map<string, number>();
  for (const { kind, fields } of simulator.truth('10000')) {
    if (kind !== 'comment') continue;
    const issue = String(fields?.issue);
    counts.set(issue, (counts.get(issue) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 20).map(([id]) => id);
}
