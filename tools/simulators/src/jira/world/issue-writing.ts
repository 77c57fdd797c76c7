import { insertOrdered } from '../../order/sorted-places.js';
import { documentMedia, readAttachments } from './attachments.js';
import type { IssueType, LinkType, Resolution, Status } from './catalogue.js';
import { statusMove } from './changelog.js';
import { emptyOverride, openOverride } from './changes.js';
import { mediaOf } from './documents.js';
import { issueCount, issueDescription, readIssue } from './issues.js';
import { note } from './ledger.js';
import { linksOf } from './links.js';
import type { Issue, IssueOverride, ProjectWorld, RemoteLink, World, WrittenIssue } from './model.js';
import { noteUpdate } from './search-index.js';

/** Makes an issue of what was sent, as the account of the token. */
export function createIssueFrom(
  world: World,
  project: ProjectWorld,
  type: IssueType,
  { values, properties }: { values: ReadonlyMap<string, unknown>; properties: ReadonlyMap<string, unknown> },
): Issue {
  const at = world.now();
  const index = issueCount(project);
  const override = emptyOverride(at);
  override.createdAt = at;
  override.written = {
    made: type,
    values: new Map(values),
    properties: new Map(properties),
    remoteLinks: new Map(),
  };
  project.overrides.set(index, override);
  noteUpdate(world, project, index, at);
  insertOrdered(project.created, { value: at, index });
  const issue = readIssue(world, project, index);
  note(world, 'issue', issue.id, { isNew: true });
  return issue;
}

/** Sets what was sent for fields. A file whose picture is taken out of the description is deleted with it. */
export function editIssueWith(world: World, issue: Issue, values: ReadonlyMap<string, unknown>): void {
  const before = values.has('description') ? shownMedia(world, issue) : new Set<string>();
  const override = openWritten(world, issue);
  for (const [field, value] of values) override.written.values.set(field, value);
  if (values.has('description')) {
    delete override.descriptionSeed;
    const after = shownMedia(world, readIssue(world, issue.project, issue.index));
    for (const { id, mediaUuid } of readAttachments(world, issue))
      if (before.has(mediaUuid) && !after.has(mediaUuid)) override.deleted.add(id);
  }
  note(world, 'issue', issue.id, { isNew: false });
}

/** Moves an issue on to a status; the history tells of it. */
export function moveIssueOn(
  world: World,
  issue: Issue,
  status: Status,
  resolution: Resolution | null | undefined,
): void {
  const override = openWritten(world, issue);
  const at = override.updatedAt;
  override.status = { status, changedAt: at };
  if (resolution !== undefined)
    override.written.values.set('resolution', resolution && { id: resolution.id });
  override.histories.push({
    id: String(world.sequence.history++),
    author: world.users.account,
    at,
    items: [statusMove(issue.status, status)],
  });
  note(world, 'issue', issue.id, { isNew: false });
}

/** @returns id of the file */
export function addSentFile(
  world: World,
  issue: Issue,
  sent: { filename: string; mimeType: string; content: Uint8Array },
): string {
  const id = String(world.sequence.attachment++);
  const override = openOverride(world, issue.project, issue.index, world.now());
  override.files.push({ id, at: override.updatedAt, seed: Number(id), sent });
  world.addedFiles.set(id, { project: issue.project, index: issue.index });
  note(world, 'attachment', id, { isNew: true });
  return id;
}

/** Links two issues of one project; a link that is there already is left as it is. */
export function linkIssues(world: World, type: LinkType, from: Issue, to: Issue): void {
  const isThere = linksOf(world, from).some(
    (link) => link.type === type && link.outwardFrom === from.index && link.inwardTo === to.index,
  );
  if (isThere) return;
  const id = String(world.sequence.link++);
  world.writtenLinks.push({ id, project: from.project, type, outwardFrom: from.index, inwardTo: to.index });
  for (const { project, index } of [from, to]) openOverride(world, project, index, world.now());
  note(world, 'link', id, { isNew: true });
}

/** @returns the link with its id, and whether there was none with that global id before */
export function setRemoteLink(
  world: World,
  issue: Issue,
  globalId: string,
  content: Omit<RemoteLink, 'id' | 'globalId'>,
): { link: RemoteLink; isNew: boolean } {
  const { written } = openWritten(world, issue);
  const known = written.remoteLinks.get(globalId);
  const link = { ...content, id: known?.id ?? world.sequence.link++, globalId };
  written.remoteLinks.set(globalId, link);
  note(world, 'remote link', String(link.id), { isNew: known === undefined });
  return { link, isNew: known === undefined };
}

/** Puts an issue into a sprint, or into the backlog. */
export function moveToSprint(world: World, issue: Issue, sprintId: number | null): void {
  openWritten(world, issue).written.values.set('sprint', sprintId);
  note(world, 'issue', issue.id, { isNew: false });
}

function openWritten(world: World, issue: Issue): IssueOverride & { written: WrittenIssue } {
  const override = openOverride(world, issue.project, issue.index, world.now());
  override.written ??= { values: new Map(), properties: new Map(), remoteLinks: new Map() };
  return override as IssueOverride & { written: WrittenIssue };
}

function shownMedia(world: World, issue: Issue): Set<string> {
  return mediaOf(issueDescription(world, issue, documentMedia(world, issue)));
}
