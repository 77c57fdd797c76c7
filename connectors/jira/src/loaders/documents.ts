import {
  type AdfOutputDocument,
  type AdfOutputNode,
  type RichTextInput,
  richTextToAdf,
  richTextWithNames,
} from '@airdrop-connectors/core';
import { createMediaResolver, type MediaResolver } from '../media.js';
import { usersTarget } from '../record-names.js';

/** A file that a document shows, as Jira's media service knows it. */
interface ShownMedia {
  id: string;
  collection: string;
  alt: string;
  /** The file of the issue behind it, when only one can be meant. */
  attachmentId: string | undefined;
}

/** People who are mentioned get to know of it; files that are not in Jira become their names. */
export function documentOf(text: RichTextInput): AdfOutputDocument {
  return convert(text, []).adf;
}

/**
 * The text in place of a document that is there. Jira deletes a file when the document that shows it does not any more, so
 * every one is kept: where the text names it, otherwise at the end.
 * @returns undefined when a file cannot be told from another one of the same name
 */
export function documentInPlaceOf(
  before: unknown,
  text: RichTextInput,
  rawAttachments: readonly unknown[],
): AdfOutputDocument | undefined {
  const shown = mediaIn(before, createMediaResolver(rawAttachments));
  if (shown.some(({ attachmentId }) => attachmentId === undefined)) return undefined;
  const { adf, used } = convert(text, shown);
  const dropped = shown.filter(({ id }) => !used.has(id));
  return dropped.length === 0 ? adf : { ...adf, content: [...adf.content, ...dropped.map(mediaSingle)] };
}

/**
 * Whether both say the same in the same form. Names stand for who and what is mentioned: what is not on the other side is
 * written as its name.
 */
export function saysTheSame(ours: RichTextInput, theirs: RichTextInput): boolean {
  const [left, right] = [richTextWithNames(ours), richTextWithNames(theirs)];
  return (
    left === right || JSON.stringify(richTextToAdf(left).adf) === JSON.stringify(richTextToAdf(right).adf)
  );
}

function convert(text: RichTextInput, shown: readonly ShownMedia[]) {
  const used = new Set<string>();
  const { adf } = richTextToAdf(text, {
    resolveMention: ({ recordType, id, name }) =>
      recordType === usersTarget.key ? { accountId: id, ...(name !== undefined && { name }) } : undefined,
    resolveArtifact: ({ artifactId, fileName }) => {
      const media = shown.find(({ attachmentId, alt }) => attachmentId === artifactId || alt === fileName);
      if (media === undefined) return undefined;
      used.add(media.id);
      return { mediaId: media.id, collection: media.collection };
    },
  });
  return { adf, used };
}

/** Iterative, because documents nest deeply; in the order of the document. */
function mediaIn(document: unknown, resolver: MediaResolver): ShownMedia[] {
  const found = new Map<string, ShownMedia>();
  const open: unknown[] = [document];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const media = 'attrs' in node && 'type' in node ? readMedia(node) : undefined;
    if (media !== undefined)
      found.set(media.id, { ...media, attachmentId: resolver.resolve({ alt: media.alt })?.attachmentId });
    const content = 'content' in node && Array.isArray(node.content) ? node.content : Object.values(node);
    open.push(...[...content].reverse());
  }
  return [...found.values()];
}

/** Pictures at public addresses are none of the files. */
function readMedia({
  type,
  attrs,
}: {
  type: unknown;
  attrs: unknown;
}): Omit<ShownMedia, 'attachmentId'> | undefined {
  if ((type !== 'media' && type !== 'mediaInline') || typeof attrs !== 'object' || attrs === null)
    return undefined;
  const text = (name: string): string => {
    const value: unknown = Object.entries(attrs).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : '';
  };
  if (text('type') === 'external' || text('id') === '') return undefined;
  return { id: text('id'), collection: text('collection'), alt: text('alt') };
}

function mediaSingle({ id, collection, alt }: ShownMedia): AdfOutputNode {
  const media: AdfOutputNode = { type: 'media', attrs: { type: 'file', id, collection, alt } };
  return { type: 'mediaSingle', attrs: { layout: 'center' }, content: [media] };
}
