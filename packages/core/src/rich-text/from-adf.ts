import { readBlocks } from './adf-blocks.js';
import { readAdfNode } from './adf-node.js';
import type { AdfReading, AdfToRichTextOptions } from './adf-reading.js';
import type { Block } from './document.js';
import { converted } from './known-losses.js';
import { createLossCounter } from './losses.js';
import { writeRichText } from './markdown-blocks.js';
import { plainTextBlocks } from './plain-text.js';
import type { RichText } from './segments.js';

/**
 * Converts a document in the Atlassian Document Format (Jira Cloud REST API v3) to DevRev rich text.
 *
 * Any JSON value is accepted: unknown nodes degrade to the text in them, malformed ones are skipped, a string
 * is taken as plain text. Never throws for what the document holds; errors of the callbacks pass through.
 *
 * @returns `richText`, `null` when nothing is visible, and `losses`, how often each kind of content could not
 *   be carried over: `mark:…` (formatting), `unsupported:…` (node types), `media:unresolved`, `table:…`,
 *   `link:unsafe`, `emoji:custom` and others
 */
export function adfToRichText(
  document: unknown,
  options: AdfToRichTextOptions,
): { richText: RichText; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const reading: AdfReading = { options, losses, nextMediaIndex: 0, readBlocks };
  const richText = writeRichText(readDocument(document, reading), { countLoss: losses.count });
  return converted(richText, losses.totals());
}

function readDocument(document: unknown, reading: AdfReading): Block[] {
  if (typeof document === 'string') return plainTextBlocks(document);
  if (Array.isArray(document)) return readBlocks(document, reading, 1);
  const root = readAdfNode(document);
  if (root === undefined) return [];
  return root.type === 'doc' ? readBlocks(root.content, reading, 1) : readBlocks([document], reading, 1);
}
