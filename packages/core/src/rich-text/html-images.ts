import { type Inline, type InlineMarks, plainText } from './document.js';
import { emojiOfImage, isTrackingPixel } from './html-elements.js';
import { type HtmlReading, resolvedUrl } from './html-reading.js';
import type { HtmlAttributes } from './html-tokens.js';

/** What an `img` element shows; undefined when it shows nothing. */
export function readImage(
  attributes: HtmlAttributes,
  marks: InlineMarks,
  reading: HtmlReading,
): Inline | undefined {
  if (isTrackingPixel(attributes)) {
    reading.losses.count('image:tracking');
    return undefined;
  }
  const emoji = emojiOfImage(attributes);
  if (emoji !== undefined) return plainText(emoji, marks);
  const alt = attributes.get('alt')?.trim() ?? '';
  const url = resolvedUrl(attributes.get('src') ?? attributes.get('data-src'), reading);
  if (url === undefined) return alt === '' ? undefined : plainText(alt, marks);
  const index = reading.nextImageIndex;
  reading.nextImageIndex += 1;
  const attachment = reading.options.resolveImage?.({ url, alt, index, attributes });
  if (attachment !== undefined) {
    const { attachmentId, fileName } = attachment;
    const label = alt || (fileName ?? '');
    return { kind: 'artifact', attachmentId, label, fileName, display: 'image', marks };
  }
  if (reading.unresolvedImages === 'image') return { kind: 'image', url, alt, marks };
  reading.losses.count('image:unresolved');
  // `cid:` names a part of a mail and `data:` is the picture itself: neither is an address.
  if (/^(?:cid|data|blob|file):/i.test(url))
    return plainText(alt === '' ? '[image]' : `[image: ${alt}]`, marks);
  const label = alt || fileNameOf(url) || 'image';
  return plainText(label, marks.link === undefined ? { ...marks, link: url } : marks);
}

/** A link to what an `iframe`, `video`, `audio`, `embed` or `object` element shows. */
export function readEmbedded(
  name: string,
  attributes: HtmlAttributes,
  marks: InlineMarks,
  reading: HtmlReading,
): Inline | undefined {
  const url = resolvedUrl(attributes.get('src') ?? attributes.get('data'), reading);
  if (url === undefined || /^about:/i.test(url)) return undefined;
  reading.losses.count(`embedded:${name}`);
  const title = attributes.get('title')?.trim() ?? '';
  return plainText(title === '' ? url : title, { ...marks, link: url });
}

const MAX_FILE_NAME_LENGTH = 200;

function fileNameOf(url: string): string {
  const [path = ''] = url.slice(-MAX_FILE_NAME_LENGTH).split(/[?#]/, 1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!name.includes('.')) return '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
