import { createHash } from 'node:crypto';
import type { ServedFile } from '../../http/file-reply.js';
import { draw, drawUuid, fraction, pick, salt } from '../../random/draw.js';
import type { DocumentMedia } from './adf-zoo.js';
import { findIssueById, midway, readIssue } from './issues.js';
import type { AddedFile, Attachment, Issue, World } from './model.js';
import { isMade } from './written-issue.js';

const COUNT = salt('attachment count');
const CONTENT = salt('attachment');
const MEDIA = salt('media uuid');
const ODDITY = salt('odd file');

/** Ids of generated files are computed from the issue, which leaves room for this many; added ones start above every computed id. */
export const MOST_FILES_PER_ISSUE = 10;
export const FIRST_ADDED_ATTACHMENT_ID = 100_000_000;
const SMALLEST_BYTES = 200;
const SLICE_BYTES = 64 * 1024;

const NAMES: readonly (readonly [filename: string, mimeType: string])[] = [
  ['screenshot.png', 'image/png'],
  ['screenshot.png', 'image/png'],
  ['error log.txt', 'text/plain'],
  ['načrt – končna različica.pdf', 'application/pdf'],
  ['見積もり.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['trace (1).json', 'application/json'],
  ['🎉 party.gif', 'image/gif'],
  ['archive.tar.gz', 'application/gzip'],
  ['semi;colon, "quote" & 100%.csv', 'text/csv'],
  ['noextension', 'application/octet-stream'],
];

/** All files of an issue, oldest first; Jira never pages this list. */
export function readAttachments(world: World, issue: Issue): Attachment[] {
  const { seed, timeline } = issue.project;
  const until = issue.override?.createdAt ?? timeline.updatedAt(issue.index);
  const generated = generatedCount(world, issue);
  const files: Attachment[] = [];
  const chosen = issue.index === 0 ? (issue.project.first.files ?? []) : [];
  for (let position = 0; position < generated; position++) {
    const id = String(Number(issue.id) * MOST_FILES_PER_ISSUE + position);
    const createdAt = midway(issue.createdAt, until, draw(seed, CONTENT, issue.index, position, 1));
    const made = file(world, issue, id, createdAt, draw(seed, CONTENT, issue.index, position));
    files.push({ ...made, ...chosen[position] });
  }
  for (const added of issue.override?.files ?? []) {
    const drawn = file(world, issue, added.id, added.at, added.seed);
    files.push(added.sent === undefined ? drawn : sentFile(world, drawn, added.sent));
  }
  return files.filter(({ id }) => issue.override?.deleted.has(id) !== true);
}

/** Undefined when there is no such file or its issue may not be seen. */
export function findAttachment(world: World, id: string): Attachment | undefined {
  if (!/^[1-9]\d{0,11}$/.test(id)) return undefined;
  const added = world.addedFiles.get(id);
  const issue =
    added === undefined
      ? findIssueById(world, String(Math.floor(Number(id) / MOST_FILES_PER_ISSUE)))
      : readIssue(world, added.project, added.index);
  if (issue === undefined) return undefined;
  return readAttachments(world, issue).find((attachment) => attachment.id === id);
}

/**
 * Pictures a document of the issue may show. Files added later are left out: a text must not change because a file
 * was added next to it.
 */
export function documentMedia(world: World, issue: Issue): DocumentMedia[] {
  return readAttachments(world, issue)
    .filter((file) => file.mimeType.startsWith('image/') && Number(file.id) < FIRST_ADDED_ATTACHMENT_ID)
    .map((file) => ({ uuid: file.mediaUuid, filename: file.filename }));
}

/** Content in slices of at most 64 kB from a byte offset up to, not including, another. */
export function* attachmentSlices(
  attachment: Attachment,
  fromByte = 0,
  untilByte = attachment.bytes,
): Generator<Uint8Array> {
  if (attachment.content !== undefined) {
    yield attachment.content.subarray(fromByte, untilByte);
    return;
  }
  for (let slice = Math.floor(fromByte / SLICE_BYTES); slice * SLICE_BYTES < untilByte; slice++) {
    const start = slice * SLICE_BYTES;
    const bytes = sliceBytes(attachment.contentSeed, slice, Math.min(SLICE_BYTES, attachment.bytes - start));
    yield bytes.subarray(Math.max(0, fromByte - start), Math.min(bytes.length, untilByte - start));
  }
}

export function servedFile(attachment: Attachment): ServedFile {
  return {
    filename: attachment.filename,
    contentType: attachment.mimeType,
    bytes: attachment.bytes,
    slices: (fromByte, untilByte) => attachmentSlices(attachment, fromByte, untilByte),
  };
}

/** Lower-case hexadecimal SHA-256 of the content. */
export function attachmentSha256(attachment: Attachment): string {
  const hash = createHash('sha256');
  for (const slice of attachmentSlices(attachment)) hash.update(slice);
  return hash.digest('hex');
}

/** Number of files that exist without any change: half a file per issue on average unless the world says otherwise. */
export function generatedCount({ attachmentShare }: World, issue: Issue): number {
  if (isMade(issue)) return 0;
  const { first } = issue.project;
  if (issue.index === 0 && first.files !== undefined) return first.files.length;
  if (attachmentShare !== undefined) return drawnCount(issue, attachmentShare);
  const drawn = draw(issue.project.seed, COUNT, issue.index) % 100;
  if (drawn < 68) return 0;
  if (drawn < 88) return 1;
  if (drawn < 96) return 2;
  return drawn < 99 ? 3 : 5;
}

/** Each of the possible files exists with the same probability, so that the average is met for any share. */
function drawnCount(issue: Issue, share: number): number {
  let count = 0;
  for (let position = 0; position < MOST_FILES_PER_ISSUE; position++) {
    const drawn = fraction(draw(issue.project.seed, COUNT, issue.index, position));
    if (drawn < share / MOST_FILES_PER_ISSUE) count++;
  }
  return count;
}

function file(world: World, issue: Issue, id: string, createdAt: number, seed: number): Attachment {
  const [filename, mimeType] = pick(NAMES, seed);
  const bytes = fileBytes(world.maxAttachmentBytes, draw(seed, CONTENT));
  return {
    id,
    issueId: issue.id,
    filename,
    mimeType,
    author: seed % 30 === 0 ? undefined : pick(world.users.contributors, seed >>> 5),
    createdAt,
    bytes,
    ...(world.hasOddFiles && oddity(bytes, draw(seed, ODDITY))),
    mediaUuid: drawUuid(world.seed, MEDIA, Number(id)),
    contentSeed: draw(seed, CONTENT, 1),
  };
}

/** A file as it came over the API. */
function sentFile(
  { users }: World,
  { id, issueId, createdAt, mediaUuid, contentSeed }: Attachment,
  { filename, mimeType, content }: NonNullable<AddedFile['sent']>,
): Attachment {
  return {
    id,
    issueId,
    filename,
    mimeType,
    author: users.account,
    createdAt,
    bytes: content.length,
    mediaUuid,
    contentSeed,
    content,
  };
}

/** One file in eight is lost, and of one in eight the size is told wrongly, too small or too large. */
function oddity(bytes: number, drawn: number): Partial<Attachment> {
  if (drawn % 8 === 0) return { isLost: true };
  if (drawn % 8 === 1) return { toldBytes: (drawn >>> 3) % 2 === 0 ? bytes + 17 : Math.floor(bytes / 2) };
  return {};
}

/** Mostly small, some empty, a few of the largest size allowed. */
function fileBytes(maxBytes: number, drawn: number): number {
  if (drawn % 25 === 0) return 0;
  if (drawn % 25 === 1) return maxBytes;
  const spread = Math.max(1, maxBytes - SMALLEST_BYTES);
  const reach = drawn % 3 === 0 ? spread : Math.ceil(spread / 8);
  return Math.min(maxBytes, SMALLEST_BYTES + ((drawn >>> 5) % reach));
}

function sliceBytes(seed: number, slice: number, length: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = draw(seed, slice) | 1;
  for (let word = 0; word < words.length; word++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[word] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}
