import type { JiraClient } from '../client.js';
import { isMark, markProperty, toleranceMs } from './marks.js';
import { projectOf } from './project.js';

/** Keys asked for at a time, which is also the longest gap in them that is looked beyond. */
const keysAtOnce = 100;
/** Issues that an issue which is not older must have a higher number than; more than one, because some were moved here. */
const olderIssues = 10;

/**
 * The issue that was made with a mark. The search knows new issues only after a while, but keys are handed out in order
 * and issues are read by their keys as they are now: those from the newest one that is too old up to where nobody has a
 * key are all that can have been made since.
 */
export async function markedIssue(
  client: JiraClient,
  projectId: string,
  { key, since }: { key: string; since: string },
): Promise<string | undefined> {
  const madeSince = Date.parse(since) - toleranceMs;
  const ofProject = `project = ${projectId}`;
  const [{ key: projectKey }, older, [newest = '']] = await Promise.all([
    projectOf(client, projectId),
    client.foundKeys(`${ofProject} AND created < ${madeSince} ORDER BY created DESC`, olderIssues),
    client.foundKeys(`${ofProject} ORDER BY key DESC`, 1),
  ]);
  const known = numberOf(newest);
  let next = older.length === 0 ? 1 : Math.min(...older.map(numberOf)) + 1;
  for (;;) {
    const keys = Array.from({ length: keysAtOnce }, (_, index) => `${projectKey}-${next + index}`);
    const found = await client.issuesWithProperty(keys, markProperty);
    const marked = found.find(({ value }) => isMark(value, key));
    if (marked !== undefined) return marked.id;
    next += keysAtOnce;
    if (found.length === 0 && next > known) return undefined;
  }
}

function numberOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('-') + 1)) || 0;
}
