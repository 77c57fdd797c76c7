import { draw, pick, salt } from '../../random/draw.js';
import { FIRST_ADDED_ATTACHMENT_ID, readAttachments } from './attachments.js';
import { openOverride } from './changes.js';
import { readIssue } from './issues.js';
import type { History, World } from './model.js';
import { readWorklogs } from './worklogs.js';

const DELETION = salt('deletion');
/** Numbers of issues that were made and deleted again between two syncs. */
const FIRST_DELETED_NUMBER = 900_001;

/**
 * Deletes a worklog and a file of so many issues of the first project that have one, oldest issues first, and notes in the audit log as many
 * issues that were made and deleted again. Files shown in texts stay, because those texts would change with them.
 */
export function deleteThings(world: World, count: number, startMs: number): void {
  const [project] = world.projects;
  if (project === undefined) return;
  let at = startMs;
  for (let index = 0, left = count; left > 0 && index < project.timeline.size; index++) {
    if (project.displaced.has(index)) continue;
    const issue = readIssue(world, project, index);
    const worklog = readWorklogs(world, issue)[0];
    const file = readAttachments(world, issue).find(
      ({ id, mimeType }) => Number(id) < FIRST_ADDED_ATTACHMENT_ID && !mimeType.startsWith('image/'),
    );
    if (worklog === undefined && file === undefined) continue;
    const override = openOverride(world, project, index, at);
    const gone = (field: string, id: string, name: string): History => ({
      id: String(world.sequence.history++),
      author: pick(world.users.contributors, draw(world.seed, DELETION, index)),
      at,
      items: [{ field, fieldtype: 'jira', from: id, fromString: name, to: null, toString: null }],
    });
    if (worklog !== undefined) {
      override.deleted.add(worklog.id);
      override.histories.push(gone('WorklogId', worklog.id, worklog.id));
      world.deletedWorklogs.push({ id: worklog.id, at, issueId: issue.id });
    }
    if (file !== undefined) {
      override.deleted.add(file.id);
      override.histories.push(gone('Attachment', file.id, file.filename));
      world.deletedFiles.push({ id: file.id, at });
    }
    world.deletedIssues.push({
      key: `${project.definition.key}-${FIRST_DELETED_NUMBER + world.deletedIssues.length}`,
      at,
    });
    left--;
    at++;
  }
}
