import { type ArtifactInline, type Block, type Inline, type MentionInline, plainText } from './document.js';
import type { LossCounter } from './losses.js';

/** A mention in DevRev rich text. `id` is what the platform wrote: a DevRev id, or the id in the source system. */
export interface MentionedRecord {
  readonly recordType: string;
  readonly id: string;
  /** The name shown when nothing better is known. */
  readonly name: string | undefined;
}

/** An attachment inside DevRev rich text. */
export interface ShownArtifact {
  readonly artifactId: string;
  readonly fileName: string | undefined;
  /** Whether it is shown in place or offered for download. */
  readonly display: 'image' | 'link';
}

/** What the target system knows about references; used by every format that has no mentions of its own. */
export interface RichTextReferenceOptions {
  /** Text and, where there is one, address of a mentioned record. Unresolved users become `@name`. */
  readonly resolveMention?: (mention: MentionedRecord) => { text: string; url?: string } | undefined;
  /** Where the attachment can be seen after it was uploaded. Unresolved ones become their name. */
  readonly resolveArtifact?: (artifact: ShownArtifact) => { url: string } | undefined;
}

export function mentionedRecord(mention: MentionInline): MentionedRecord {
  return { recordType: mention.recordType, id: mention.id, name: mention.label };
}

export function shownArtifact(artifact: ArtifactInline): ShownArtifact {
  const fileName = artifact.fileName ?? (artifact.label || undefined);
  return { artifactId: artifact.attachmentId, fileName, display: artifact.display };
}

/** Record types of people, as connectors name them, and the ids DevRev gives to people. */
const PERSON = /user|contact|owner|agent|person|people|member/i;
const PERSON_ID = /^don:identity:/;

/** What a mention shows when the target system does not know the record: `@name` for people, else the name. */
export function mentionText(mention: MentionInline): string {
  const name = mention.label ?? mention.id;
  const isPerson = PERSON.test(mention.recordType) || PERSON_ID.test(mention.id);
  return isPerson ? `@${name.replace(/^@/, '')}` : name;
}

export function artifactText(artifact: ArtifactInline): string {
  const name = artifact.label || artifact.fileName;
  return name ? `[attachment: ${name}]` : '[attachment]';
}

/** The document with every mention and attachment replaced by the text, link or picture it becomes. */
export function replaceReferences(
  blocks: readonly Block[],
  options: RichTextReferenceOptions,
  losses: LossCounter,
): Block[] {
  return mapInlines(blocks, (inline) => {
    if (inline.kind === 'mention') return replaceMention(inline, options, losses);
    return inline.kind === 'artifact' ? replaceArtifact(inline, options, losses) : inline;
  });
}

function replaceMention(
  mention: MentionInline,
  options: RichTextReferenceOptions,
  losses: LossCounter,
): Inline {
  const { link: _link, ...marks } = mention.marks;
  const target = options.resolveMention?.(mentionedRecord(mention));
  if (target === undefined) {
    losses.count('mention:unresolved');
    return plainText(mentionText(mention), marks);
  }
  return plainText(target.text, target.url === undefined ? marks : { ...marks, link: target.url });
}

function replaceArtifact(
  artifact: ArtifactInline,
  options: RichTextReferenceOptions,
  losses: LossCounter,
): Inline {
  const target = options.resolveArtifact?.(shownArtifact(artifact));
  if (target === undefined) {
    losses.count('artifact:unresolved');
    return plainText(artifactText(artifact), artifact.marks);
  }
  const label = artifact.label || (artifact.fileName ?? '');
  if (artifact.display === 'image')
    return { kind: 'image', url: target.url, alt: label, marks: artifact.marks };
  return plainText(label || 'attachment', { ...artifact.marks, link: target.url });
}

function mapInlines(blocks: readonly Block[], map: (inline: Inline) => Inline): Block[] {
  return blocks.map((block): Block => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return { ...block, content: block.content.map(map) };
      case 'quote':
        return { ...block, blocks: mapInlines(block.blocks, map) };
      case 'list':
        return {
          ...block,
          items: block.items.map((item) => ({ ...item, blocks: mapInlines(item.blocks, map) })),
        };
      case 'table':
        return {
          ...block,
          rows: block.rows.map((row) =>
            row.map((cell) => ({ ...cell, blocks: mapInlines(cell.blocks, map) })),
          ),
        };
      default:
        return block;
    }
  });
}
