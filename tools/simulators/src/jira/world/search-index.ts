import { insertOrdered, removeOrdered } from '../../order/sorted-places.js';
import type { ProjectWorld, World } from './model.js';

/**
 * The search knows a change only some time after it was made; everything else knows it at once. Until then it finds a
 * changed issue under its update before, and a new one not at all.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
export function noteUpdate(world: World, project: ProjectWorld, index: number, at: number): void {
  if (world.indexLagMs === 0) makeVisible(project, index, at);
  else {
    const visibleAt = at + world.indexLagMs;
    project.unindexed = [...project.unindexed, { index, updatedAt: at, visibleAt }];
  }
}

/** Lets the search see what is old enough, and of the issues to reconcile whatever was done to them. */
export function refreshIndex(world: World, reconciled: ReadonlySet<string> = new Set()): void {
  const now = world.now();
  for (const project of world.projects) {
    if (project.unindexed.length === 0) continue;
    const { firstIssueId } = project.definition;
    project.unindexed = project.unindexed.filter(({ index, updatedAt, visibleAt }) => {
      if (visibleAt > now && !reconciled.has(String(firstIssueId + index))) return true;
      makeVisible(project, index, updatedAt);
      return false;
    });
  }
}

function makeVisible(project: ProjectWorld, index: number, updatedAt: number): void {
  const known = project.indexed.get(index);
  if (known !== undefined) removeOrdered(project.touched, { value: known, index });
  project.indexed.set(index, updatedAt);
  insertOrdered(project.touched, { value: updatedAt, index });
}
