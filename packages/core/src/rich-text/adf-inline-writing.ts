import type { AdfOutputMark, AdfOutputNode, AdfWriting } from './adf-writing.js';
import type { ArtifactInline, ImageInline, Inline, InlineMarks, MentionInline } from './document.js';
import { artifactText, mentionedRecord, mentionText, shownArtifact } from './document-references.js';
import { safeAddress } from './markdown-escaping.js';
import { cleanLine, cleanText } from './text-cleaning.js';

const HARD_BREAK: AdfOutputNode = { type: 'hardBreak' };

/** Inline nodes, legal in paragraphs, headings and task items. Text nodes are never empty. */
export function writeAdfInlines(inlines: readonly Inline[], writing: AdfWriting): AdfOutputNode[] {
  const nodes: AdfOutputNode[] = [];
  for (const inline of joinText(inlines)) {
    switch (inline.kind) {
      case 'text':
        addText(nodes, inline.text, writeMarks(inline.marks, writing));
        break;
      case 'lineBreak':
        nodes.push(HARD_BREAK);
        break;
      case 'mention':
        nodes.push(writeMention(inline, writing));
        break;
      case 'artifact':
        nodes.push(writeArtifact(inline, writing));
        break;
      case 'image':
        writeImageAsLink(nodes, inline, writing);
        break;
    }
  }
  return nodes;
}

/** Neighbours with the same marks object come from one run that was read in pieces. */
function joinText(inlines: readonly Inline[]): readonly Inline[] {
  const joined: Inline[] = [];
  let parts: string[] = [];
  let open: Inline | undefined;
  function close(): void {
    if (open?.kind === 'text') joined.push(parts.length === 1 ? open : { ...open, text: parts.join('') });
    open = undefined;
  }
  for (const inline of inlines) {
    if (inline.kind === 'text' && open?.kind === 'text' && open.marks === inline.marks) {
      parts.push(inline.text);
      continue;
    }
    close();
    if (inline.kind === 'text') {
      open = inline;
      parts = [inline.text];
    } else {
      joined.push(inline);
    }
  }
  close();
  return joined;
}

function addText(nodes: AdfOutputNode[], text: string, marks: readonly AdfOutputMark[]): void {
  const cleaned = cleanText(text);
  for (let start = 0; start <= cleaned.length; ) {
    const newLine = cleaned.indexOf('\n', start);
    const end = newLine < 0 ? cleaned.length : newLine;
    if (start > 0) nodes.push(HARD_BREAK);
    if (end > start) nodes.push(textNode(cleaned.slice(start, end), marks));
    start = end + 1;
  }
}

function textNode(text: string, marks: readonly AdfOutputMark[]): AdfOutputNode {
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
}

const STRONG: AdfOutputMark = { type: 'strong' };
const EMPHASIS: AdfOutputMark = { type: 'em' };
const STRIKE: AdfOutputMark = { type: 'strike' };
const CODE: AdfOutputMark = { type: 'code' };

/** `code` allows no other mark but a link (ADF schema, `code_inline_node`). */
function writeMarks(marks: InlineMarks, writing: AdfWriting): AdfOutputMark[] {
  const written: AdfOutputMark[] = [];
  const address = marks.link === undefined ? undefined : safeAddress(marks.link);
  if (marks.link !== undefined && address === undefined) writing.losses.count('link:unsafe');
  if (address !== undefined) written.push({ type: 'link', attrs: { href: address } });
  if (marks.code) {
    if (marks.strong || marks.emphasis || marks.strike) writing.losses.count('mark:inCode');
    return [...written, CODE];
  }
  if (marks.strong) written.push(STRONG);
  if (marks.emphasis) written.push(EMPHASIS);
  if (marks.strike) written.push(STRIKE);
  return written;
}

function writeMention(mention: MentionInline, writing: AdfWriting): AdfOutputNode {
  const { link: _link, ...marks } = mention.marks;
  const target = writing.options.resolveMention?.(mentionedRecord(mention));
  if (target === undefined) {
    writing.losses.count('mention:unresolved');
    return textNode(cleanLine(mentionText(mention)), writeMarks(marks, writing));
  }
  if ('accountId' in target) {
    const name = cleanLine(target.name ?? mention.label ?? '').replace(/^@/, '');
    const { accountId } = target;
    return { type: 'mention', attrs: name === '' ? { id: accountId } : { id: accountId, text: `@${name}` } };
  }
  const text = cleanLine(target.text ?? mention.label ?? '') || target.url;
  return textNode(text, writeMarks({ ...marks, link: target.url }, writing));
}

function writeArtifact(artifact: ArtifactInline, writing: AdfWriting): AdfOutputNode {
  const target = writing.options.resolveArtifact?.(shownArtifact(artifact));
  if (target === undefined) {
    writing.losses.count('artifact:unresolved');
    return textNode(cleanLine(artifactText(artifact)), writeMarks(artifact.marks, writing));
  }
  if ('url' in target) {
    const label = cleanLine(artifact.label || (artifact.fileName ?? '')) || 'attachment';
    return textNode(label, writeMarks({ ...artifact.marks, link: target.url }, writing));
  }
  const type = artifact.display === 'image' ? 'image' : 'file';
  return {
    type: 'mediaInline',
    attrs: { type, id: target.mediaId, collection: target.collection, ...altOf(artifact) },
  };
}

/** A picture of any address can stand on a line of its own only, so within text it becomes a link. */
function writeImageAsLink(nodes: AdfOutputNode[], image: ImageInline, writing: AdfWriting): void {
  writing.losses.count('image:inline');
  const marks = { ...image.marks, link: image.marks.link ?? image.url };
  addText(nodes, cleanLine(image.alt) || 'image', writeMarks(marks, writing));
}

function altOf(inline: ArtifactInline | ImageInline): { alt?: string } {
  const alt = cleanLine(inline.kind === 'image' ? inline.alt : inline.label || (inline.fileName ?? ''));
  return alt === '' ? {} : { alt };
}

/** The `mediaSingle` node of a paragraph that holds a picture and nothing else; undefined for all others. */
export function writeMediaParagraph(
  inlines: readonly Inline[],
  writing: AdfWriting,
): AdfOutputNode | undefined {
  const [inline, ...others] = inlines;
  if (inline === undefined || others.length > 0) return undefined;
  if (inline.kind === 'image') {
    const url = safeAddress(inline.url);
    if (url === undefined || !/^https?:/i.test(url)) return undefined;
    return mediaSingle({ type: 'external', url, ...altOf(inline) }, inline.marks, writing);
  }
  if (inline.kind !== 'artifact' || inline.display !== 'image') return undefined;
  const target = writing.options.resolveArtifact?.(shownArtifact(inline));
  if (target === undefined || 'url' in target) return undefined;
  const { mediaId, collection } = target;
  return mediaSingle({ type: 'file', id: mediaId, collection, ...altOf(inline) }, inline.marks, writing);
}

function mediaSingle(
  attrs: Readonly<Record<string, string>>,
  marks: InlineMarks,
  writing: AdfWriting,
): AdfOutputNode {
  const [link] = writeMarks(marks.link === undefined ? {} : { link: marks.link }, writing);
  const media: AdfOutputNode = { type: 'media', attrs, ...(link && { marks: [link] }) };
  return { type: 'mediaSingle', attrs: { layout: 'center' }, content: [media] };
}
