import { emojiCharacter } from './adf-emoji.js';
import { readMedia } from './adf-media.js';
import { type AdfNode, isRecord, readAdfNode, stringAttribute, walkAdf } from './adf-node.js';
import type { AdfReading } from './adf-reading.js';
import { type Inline, type InlineMarks, LINE_BREAK, MAX_DOCUMENT_DEPTH, plainText } from './document.js';

const INLINE_TYPES: ReadonlySet<string> = new Set([
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'date',
  'status',
  'inlineCard',
  'placeholder',
  'mediaInline',
  'inlineExtension',
]);

export function isInlineType(type: string): boolean {
  return INLINE_TYPES.has(type);
}

/** Inline content of a paragraph, heading or item. Blocks that do not belong there are read as further lines. */
export function readInlines(content: readonly unknown[], reading: AdfReading, depth: number): Inline[] {
  if (depth > MAX_DOCUMENT_DEPTH) return readBelowMaximumDepth(content, reading);
  const inlines: Inline[] = [];
  for (const value of content) {
    const node = readAdfNode(value);
    if (node === undefined) {
      if (value !== null && value !== undefined) reading.losses.count('malformed node');
    } else if (isInlineType(node.type)) {
      inlines.push(...readInlineNode(node, reading));
    } else {
      for (const inline of readUnexpected(node, reading, depth)) inlines.push(inline);
    }
  }
  return inlines;
}

/** Flat text of what lies too deep to convert. Nothing but the structure is lost, and no stack is needed. */
export function readBelowMaximumDepth(content: readonly unknown[], reading: AdfReading): Inline[] {
  reading.losses.count('depth');
  const inlines: Inline[] = [];
  for (const node of walkAdf(content, isLeaf)) {
    if (isInlineType(node.type)) inlines.push(...readInlineNode(node, reading));
    else if (node.type === 'media') inlines.push(readMedia(node, [], 'image', reading));
    else if (node.text !== undefined) inlines.push(plainText(node.text));
    else if (inlines.length > 0 && inlines[inlines.length - 1] !== LINE_BREAK) inlines.push(LINE_BREAK);
  }
  return inlines;
}

function isLeaf(node: AdfNode): boolean {
  return isInlineType(node.type) || node.type === 'media';
}

function readUnexpected(node: AdfNode, reading: AdfReading, depth: number): Inline[] {
  if (node.type === 'media') return [readMedia(node, [], 'image', reading)];
  reading.losses.count(`unsupported:${node.type}`);
  if (node.content.length > 0) return [...readInlines(node.content, reading, depth + 1)];
  return [plainText(node.text ?? `[unsupported: ${node.type}]`, readMarks(node, reading))];
}

function readInlineNode(node: AdfNode, reading: AdfReading): Inline[] {
  switch (node.type) {
    case 'text':
      return readText(node, reading);
    case 'hardBreak':
      return [LINE_BREAK];
    case 'mention':
      return [readMention(node, reading)];
    case 'emoji':
      return [readEmoji(node, reading)];
    case 'date':
      return [readDate(node, reading)];
    case 'status':
      return [
        plainText(stringAttribute(node.attrs, 'text') ?? '', { ...readMarks(node, reading), strong: true }),
      ];
    case 'inlineCard':
      return [readCard(node, reading)];
    case 'mediaInline': {
      const display = node.attrs.type === 'image' ? 'image' : 'link';
      return [readMedia(node, node.marks, display, reading)];
    }
    case 'inlineExtension':
      return [plainText(extensionText(node, reading), readMarks(node, reading))];
    default:
      // A placeholder is a hint to the author; readers never see it.
      return [];
  }
}

function readText(node: AdfNode, reading: AdfReading): Inline[] {
  const text = node.text ?? '';
  if (text === '') return [];
  const marks = readMarks(node, reading);
  if (marks.link === text.trim()) {
    const mention = resolvedMention(marks.link, marks, reading);
    if (mention) return [mention];
  }
  return [plainText(text, marks)];
}

/** Marks that tell the editor something and show nothing. */
const INVISIBLE_MARKS: ReadonlySet<string> = new Set(['breakout', 'fragment', 'dataConsumer']);

export function readMarks(node: AdfNode, reading: AdfReading): InlineMarks {
  let marks: InlineMarks = {};
  for (const mark of node.marks) {
    if (mark.type === 'strong') marks = { ...marks, strong: true };
    else if (mark.type === 'em') marks = { ...marks, emphasis: true };
    else if (mark.type === 'strike') marks = { ...marks, strike: true };
    else if (mark.type === 'code') marks = { ...marks, code: true };
    else if (mark.type === 'link') {
      const link = stringAttribute(mark.attrs, 'href');
      if (link !== undefined) marks = { ...marks, link };
      if (stringAttribute(mark.attrs, 'title') !== undefined) reading.losses.count('link:title');
    } else if (!INVISIBLE_MARKS.has(mark.type)) reading.losses.count(`mark:${mark.type}`);
  }
  return marks;
}

function readMention(node: AdfNode, reading: AdfReading): Inline {
  const id = stringAttribute(node.attrs, 'id');
  const text = stringAttribute(node.attrs, 'text') ?? '';
  const name = text.replace(/^@/, '').trim();
  const marks = readMarks(node, reading);
  if (node.attrs.userType === 'SPECIAL') return plainText(`@${name || (id ?? 'all')}`, marks);
  if (id === undefined) {
    reading.losses.count('mention:withoutId');
    return plainText(name === '' ? '[mention]' : `@${name}`, marks);
  }
  const label = name === '' ? reading.options.resolveUserName?.(id) : name;
  return { kind: 'mention', recordType: reading.options.userRecordType, id, label, marks };
}

function readEmoji(node: AdfNode, reading: AdfReading): Inline {
  const marks = readMarks(node, reading);
  const character = emojiCharacter(node);
  if (character !== undefined) return plainText(character, marks);
  reading.losses.count('emoji:custom');
  const shortName =
    stringAttribute(node.attrs, 'shortName') ?? stringAttribute(node.attrs, 'text') ?? 'emoji';
  return plainText(`:${shortName.replace(/^:|:$/g, '')}:`, marks);
}

/** Dates are milliseconds since 1970 in a string, meant as a day in UTC. */
function readDate(node: AdfNode, reading: AdfReading): Inline {
  const marks = readMarks(node, reading);
  const { timestamp } = node.attrs;
  const milliseconds =
    typeof timestamp === 'string' && timestamp.trim() !== '' ? Number(timestamp) : timestamp;
  const date = new Date(typeof milliseconds === 'number' ? milliseconds : Number.NaN);
  if (!Number.isNaN(date.getTime())) return plainText(date.toISOString().split('T', 1).join(''), marks);
  reading.losses.count('date');
  return plainText(typeof timestamp === 'string' && timestamp !== '' ? timestamp : '[date]', marks);
}

/** The link, or the record it leads to, of an inline, block or embed card. */
export function readCard(node: AdfNode, reading: AdfReading): Inline {
  const marks = readMarks(node, reading);
  const data = isRecord(node.attrs.data) ? node.attrs.data : {};
  const url =
    stringAttribute(node.attrs, 'url') ?? stringAttribute(data, 'url') ?? stringAttribute(data, '@id');
  const name = stringAttribute(data, 'name');
  if (url === undefined) {
    reading.losses.count(`unsupported:${node.type}`);
    return plainText(name ?? `[unsupported: ${node.type}]`, marks);
  }
  return resolvedMention(url, marks, reading) ?? plainText(name ?? url, { ...marks, link: url });
}

function resolvedMention(url: string, marks: InlineMarks, reading: AdfReading): Inline | undefined {
  const record = reading.options.resolveLink?.(url);
  if (record === undefined) return undefined;
  const { link: _replaced, ...others } = marks;
  const { recordType, id, label } = record;
  return { kind: 'mention', recordType, id, label: label ?? url, marks: others };
}

/** What stands for a macro whose output the document does not hold. */
export function extensionText(node: AdfNode, reading: AdfReading): string {
  const text = stringAttribute(node.attrs, 'text');
  if (text !== undefined) return text;
  reading.losses.count('extension');
  return `[macro: ${stringAttribute(node.attrs, 'extensionKey') ?? 'unknown'}]`;
}
