import type { ArtifactInline, Block, Inline, InlineMarks, MentionInline, TextInline } from './document.js';
import type { LossCounter } from './losses.js';
import { type MarkdownSource, onlyPlaceholder, splitAtPlaceholders } from './markdown-placeholders.js';
import type { RichTextMention } from './segments.js';

/**
 * Puts the mentions of rich text back into the document read from it. Those in code show their name, because
 * code holds nothing but text; those in a place that is not shown, such as the title of a link, are counted.
 */
export function resolveMentions(
  blocks: readonly Block[],
  source: MarkdownSource,
  losses: LossCounter,
): readonly Block[] {
  if (source.mentions.length === 0) return blocks;
  const resolving: Resolving = { ...source, losses, found: new Set() };
  const resolved = blocks.map((block) => resolveBlock(block, resolving));
  for (let index = resolving.found.size; index < source.mentions.length; index += 1) {
    losses.count('mention:invisible');
  }
  return resolved;
}

interface Resolving extends MarkdownSource {
  readonly losses: LossCounter;
  readonly found: Set<number>;
}

function resolveBlock(block: Block, resolving: Resolving): Block {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: resolveInlines(block.content, resolving) };
    case 'quote':
      return { ...block, blocks: block.blocks.map((child) => resolveBlock(child, resolving)) };
    case 'list':
      return {
        ...block,
        items: block.items.map((item) => ({
          ...item,
          blocks: item.blocks.map((child) => resolveBlock(child, resolving)),
        })),
      };
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) =>
          row.map((cell) => ({
            ...cell,
            blocks: cell.blocks.map((child) => resolveBlock(child, resolving)),
          })),
        ),
      };
    case 'code':
      return { ...block, text: textInCode(block.text, resolving) };
    case 'rule':
      return block;
  }
}

function resolveInlines(inlines: readonly Inline[], resolving: Resolving): Inline[] {
  const resolved: Inline[] = [];
  let index = 0;
  while (index < inlines.length) {
    const inline = inlines[index];
    if (inline === undefined) break;
    index += 1;
    if (inline.kind === 'image') {
      resolved.push(resolveImage(inline.url, inline.alt, inline, resolving));
      continue;
    }
    if (inline.kind !== 'text') {
      resolved.push(inline);
      continue;
    }
    const link = inline.marks.link ?? '';
    const linked = onlyPlaceholder(link, resolving.guard);
    if (linked === undefined) {
      for (const piece of resolveText(inline, resolving)) resolved.push(piece);
      continue;
    }
    // All text of one link is one reference, whatever marks are on parts of it.
    const texts: TextInline[] = [inline];
    for (
      let next = inlines[index];
      next?.kind === 'text' && next.marks.link === link;
      next = inlines[index]
    ) {
      texts.push(next);
      index += 1;
    }
    for (const piece of resolveLinked(linked, texts, resolving)) resolved.push(piece);
  }
  return resolved;
}

function resolveText(inline: TextInline, resolving: Resolving): Inline[] {
  const { guard } = resolving;
  const link = inline.marks.link?.includes(guard) ? labelled(inline.marks.link, 'id', resolving) : undefined;
  const marks = link === undefined ? inline.marks : { ...inline.marks, link };
  if (!inline.text.includes(guard)) return [link === undefined ? inline : { ...inline, marks }];
  if (marks.code) return [{ ...inline, text: textInCode(inline.text, resolving), marks }];
  return splitAtPlaceholders(inline.text, guard).map((piece) =>
    typeof piece === 'string'
      ? { ...inline, text: piece, marks }
      : reference(piece, undefined, marks, resolving),
  );
}

function resolveLinked(number: number, texts: readonly TextInline[], resolving: Resolving): Inline[] {
  const { link: _placeholder, ...marks } = texts[0]?.marks ?? {};
  const inner: Inline[] = [];
  let label = '';
  for (const { text } of texts) {
    for (const piece of splitAtPlaceholders(text, resolving.guard)) {
      if (typeof piece === 'string') label += piece;
      else inner.push(reference(piece, undefined, marks, resolving));
    }
  }
  return [...inner, reference(number, label.trim() || undefined, marks, resolving)];
}

function resolveImage(
  url: string,
  alt: string,
  image: Inline & { kind: 'image' },
  resolving: Resolving,
): Inline {
  const number = onlyPlaceholder(url, resolving.guard);
  const label = labelled(alt, 'name', resolving);
  if (number === undefined) return { ...image, url: labelled(url, 'id', resolving), alt: label };
  const target = reference(number, label === '' ? undefined : label, image.marks, resolving);
  return target.kind === 'artifact' ? { ...target, label, display: 'image' } : target;
}

function reference(
  number: number,
  label: string | undefined,
  marks: InlineMarks,
  resolving: Resolving,
): MentionInline | ArtifactInline | TextInline {
  const mention = resolving.mentions[number];
  if (mention === undefined) return { kind: 'text', text: String(number), marks };
  resolving.found.add(number);
  const { code: _code, ...visible } = marks;
  const name = mention.fallback_record_name;
  if (mention.ref_type !== 'artifact') {
    return {
      kind: 'mention',
      recordType: mention.ref_type,
      id: mention.id,
      label: label ?? name,
      marks: visible,
    };
  }
  return {
    kind: 'artifact',
    attachmentId: mention.id,
    label: label ?? name ?? '',
    fileName: name,
    display: 'link',
    marks: visible,
  };
}

function textInCode(text: string, resolving: Resolving): string {
  if (!text.includes(resolving.guard)) return text;
  return labelled(text, 'name', resolving, 'mention:inCode');
}

/** Text in a place that cannot hold a mention: an address, a description, code. */
function labelled(text: string, show: 'name' | 'id', resolving: Resolving, loss = 'mention:inText'): string {
  if (!text.includes(resolving.guard)) return text;
  return splitAtPlaceholders(text, resolving.guard)
    .map((piece) => {
      const mention: RichTextMention | undefined =
        typeof piece === 'number' ? resolving.mentions[piece] : undefined;
      if (typeof piece !== 'number' || mention === undefined) return String(piece);
      resolving.found.add(piece);
      resolving.losses.count(loss);
      return show === 'id' ? mention.id : (mention.fallback_record_name ?? mention.id);
    })
    .join('');
}
