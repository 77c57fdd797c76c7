import * as z from 'zod/mini';
import { attachmentSchema } from './api-types.js';

/**
 * Finds the attachment behind an image in Jira's rich text. The text knows a media-services id that appears nowhere
 * else in the REST API; its `alt` is the file name, which is enough when only one attachment has that name.
 */
export interface MediaResolver {
  resolve(media: { alt: string | undefined }): { attachmentId: string; fileName: string } | undefined;
  /** True when this attachment is the only one of its name and that name is among `names`. */
  isNamedOnce(rawAttachment: unknown, names: ReadonlySet<string>): boolean;
}

export function createMediaResolver(rawAttachments: readonly unknown[]): MediaResolver {
  const byName = new Map<string, string[]>();
  for (const raw of rawAttachments) {
    const parsed = z.safeParse(attachmentSchema, raw);
    if (parsed.success)
      byName.set(parsed.data.filename, [...(byName.get(parsed.data.filename) ?? []), parsed.data.id]);
  }
  const onlyIdOf = (name: string): string | undefined => {
    const ids = byName.get(name);
    return ids?.length === 1 ? ids[0] : undefined;
  };
  return {
    resolve: ({ alt }) => {
      const attachmentId = alt === undefined ? undefined : onlyIdOf(alt);
      return attachmentId === undefined || alt === undefined ? undefined : { attachmentId, fileName: alt };
    },
    isNamedOnce: (raw, names) => {
      const parsed = z.safeParse(attachmentSchema, raw);
      return (
        parsed.success && names.has(parsed.data.filename) && onlyIdOf(parsed.data.filename) === parsed.data.id
      );
    },
  };
}

/** `alt` texts of all media nodes anywhere in a value; iterative, because documents nest deeply. */
export function mediaNamesIn(value: unknown): string[] {
  const names: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('type' in next && (next.type === 'media' || next.type === 'mediaInline') && 'attrs' in next) {
      const { attrs } = next;
      if (typeof attrs === 'object' && attrs !== null && 'alt' in attrs && typeof attrs.alt === 'string') {
        // A picture at a public address is none of the files, whatever it is called.
        if (!('type' in attrs && attrs.type === 'external')) names.push(attrs.alt);
      }
    }
    open.push(...Object.values(next));
  }
  return names;
}
