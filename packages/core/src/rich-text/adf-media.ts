import { type AdfMark, type AdfNode, stringAttribute } from './adf-node.js';
import type { AdfReading } from './adf-reading.js';
import { type Inline, type InlineMarks, plainText } from './document.js';

/**
 * A media node as the attachment it shows, a picture at a public address, or, when neither is known, its name
 * in brackets. `outerMarks` are those of the node around it; a link may sit on either.
 */
export function readMedia(
  node: AdfNode,
  outerMarks: readonly AdfMark[],
  display: 'image' | 'link',
  reading: AdfReading,
): Inline {
  const alt = stringAttribute(node.attrs, 'alt');
  const marks = linkOf([...node.marks, ...outerMarks]);
  if (node.attrs.type === 'external') {
    const url = stringAttribute(node.attrs, 'url');
    if (url !== undefined) return { kind: 'image', url, alt: alt ?? '', marks };
    return unresolved(alt, marks, reading);
  }
  const index = reading.nextMediaIndex;
  reading.nextMediaIndex += 1;
  const id = stringAttribute(node.attrs, 'id');
  const attachment = reading.options.resolveMedia?.({ id, alt, index });
  if (attachment === undefined) return unresolved(alt, marks, reading);
  const { attachmentId, fileName } = attachment;
  return { kind: 'artifact', attachmentId, label: alt ?? fileName ?? '', fileName, display, marks };
}

function unresolved(alt: string | undefined, marks: InlineMarks, reading: AdfReading): Inline {
  reading.losses.count('media:unresolved');
  return plainText(alt === undefined ? '[attachment]' : `[attachment: ${alt}]`, marks);
}

function linkOf(marks: readonly AdfMark[]): InlineMarks {
  for (const mark of marks) {
    const link = mark.type === 'link' ? stringAttribute(mark.attrs, 'href') : undefined;
    if (link !== undefined) return { link };
  }
  return {};
}
