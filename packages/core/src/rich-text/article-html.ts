import { ARTICLE_ALIASES, ARTICLE_BLOCKS, ARTICLE_ELEMENTS, isAllowedValue } from './article-elements.js';
import { type ArticleOutput, createArticleOutput } from './article-output.js';
import type { ArticleWriting, HtmlToArticleOptions } from './article-reading.js';
import { type Capture, capturesClose, capturesOpen, startCapture } from './html-capture.js';
import {
  DROPPED_ELEMENTS,
  EMPHASIS,
  emojiOfImage,
  formattingOf,
  isHidden,
  isTrackingPixel,
  LINE_ELEMENTS,
  STRIKE,
  STRONG,
  VOID_ELEMENTS,
} from './html-elements.js';
import { attributeValue } from './html-escaping.js';
import { type HtmlAttributes, type HtmlTokenSink, readHtmlTokens } from './html-tokens.js';
import { converted } from './known-losses.js';
import { createLossCounter } from './losses.js';
import { safeAddress } from './markdown-escaping.js';
import type { RichText, RichTextMention } from './segments.js';

/**
 * Converts the HTML of an article to DevRev rich text that is HTML still, so that tables with merged cells,
 * captions and collapsible sections survive. Elements and attributes are rebuilt from a list of allowed ones;
 * scripts, styles, event handlers, frames and foreign content never get through. Pictures and links that lead
 * to extracted attachments or articles carry mentions inside their attributes (DevRev developer documentation,
 * "Rich text fields").
 *
 * The result is one HTML block to a Markdown parser: it holds no blank line and starts with a block element.
 *
 * @returns `richText`, `null` when nothing is visible, and `losses` by kind: `unsupported:…` (elements),
 *   `image:…`, `embedded:…`, `link:unsafe`, `hidden`, `depth`
 */
export function htmlToArticleRichText(
  html: string,
  options: HtmlToArticleOptions = {},
): { richText: RichText; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const output = createArticleOutput();
  readHtmlTokens(html, createArticleSink(output, { options, losses, nextImageIndex: 0 }));
  return converted(output.finish(), losses.totals());
}

/** Further elements lose their tags, so that a document of nothing but tags does not take the time of a run. */
const MAX_ELEMENTS = 60_000;

function createArticleSink(output: ArticleOutput, writing: ArticleWriting): HtmlTokenSink {
  let capture: Capture | undefined;
  let elements = 0;

  function open(name: string, start: ReadonlyArray<string | RichTextMention>, end: string): void {
    if (!output.open(name, start, end)) writing.losses.count('depth');
  }
  function openElement(source: string, attributes: HtmlAttributes): void {
    const name = ARTICLE_ALIASES.get(source) ?? source;
    const allowed = ARTICLE_ELEMENTS.get(name);
    if (allowed !== undefined) {
      const startTag = `<${name}${attributesOf(attributes, allowed)}>`;
      if (name === 'br') output.lineBreak();
      else if (VOID_ELEMENTS.has(name)) {
        open(name, [], '');
        output.atom([startTag]);
        output.close(name);
      } else open(name, [startTag], `</${name}>`);
      return;
    }
    switch (name) {
      case 'a':
        openLink(attributes);
        break;
      case 'img':
        writeImage(attributes, output, writing);
        break;
      case 'span':
      case 'font':
        openStyled(name, attributes);
        break;
      case 'iframe':
      case 'embed':
      case 'object':
      case 'video':
      case 'audio':
        writeEmbedded(name, attributes, output, writing);
        if (name === 'iframe') capture = startCapture('drop', name);
        break;
      default:
        if (!LINE_ELEMENTS.has(name) && !SILENT.has(name)) writing.losses.count(`unsupported:${name}`);
        break;
    }
  }
  function openStyled(name: string, attributes: HtmlAttributes): void {
    const mask = formattingOf(name, attributes) ?? 0;
    const tag = mask & STRONG ? 'strong' : mask & EMPHASIS ? 'em' : mask & STRIKE ? 's' : undefined;
    open(name, tag === undefined ? [] : [`<${tag}>`], tag === undefined ? '' : `</${tag}>`);
  }
  function openLink(attributes: HtmlAttributes): void {
    output.close('a');
    const url = addressOf(attributes.get('href'), writing);
    if (url === undefined) {
      if (attributes.get('href')?.trim()) writing.losses.count('link:unsafe');
      return;
    }
    if (url.startsWith('#')) return;
    const target = writing.options.resolveLink?.(url);
    if (target === undefined) open('a', [`<a href="${attributeValue(url)}">`], '</a>');
    else if ('articleId' in target) {
      const { articleId } = target;
      const refType = writing.options.articleRecordType ?? 'articles';
      const mention = { id: articleId, ref_type: refType, fallback_record_name: articleId };
      open('a', ['<a data-article-id="', mention, '" target="_self">'], '</a>');
    } else {
      const { attachmentId, fileName } = target;
      const mention = { id: attachmentId, ref_type: 'artifact', fallback_record_name: fileName ?? url };
      open('a', ['<a href="', mention, '">'], '</a>');
    }
  }

  return {
    open(name, attributes) {
      if (capture !== undefined) {
        if (capturesOpen(capture, name, ARTICLE_BLOCKS.has(name))) return;
        capture = undefined;
      }
      const hidden = !VOID_ELEMENTS.has(name) && isHidden(attributes);
      if (hidden) writing.losses.count('hidden');
      if (hidden || DROPPED_ELEMENTS.has(name)) capture = startCapture('drop', name);
      else if (elements < MAX_ELEMENTS) openElement(name, attributes);
      else output.text(' ');
      elements += 1;
      if (elements === MAX_ELEMENTS) writing.losses.count('tooManyElements');
    },
    close(name) {
      if (capture !== undefined) {
        const inTable = output.isOpen('table');
        const outcome = capturesClose(capture, name, ARTICLE_BLOCKS.has(name), inTable);
        if (outcome === 'inside') return;
        capture = undefined;
        if (outcome === 'end') return;
      }
      output.close(ARTICLE_ALIASES.get(name) ?? name);
    },
    text(text) {
      if (capture === undefined) output.text(text);
    },
  };
}

/** Elements that say nothing to a reader; leaving them out is no loss. */
const SILENT: ReadonlySet<string> = new Set([
  ...['head', 'meta', 'link', 'base', 'wbr', 'col', 'colgroup', 'source', 'picture', 'param', 'label', 'o:p'],
]);

function attributesOf(attributes: HtmlAttributes, allowed: readonly string[]): string {
  let written = '';
  for (const name of allowed) {
    const value = attributes.get(name)?.trim();
    if (value === undefined || !isAllowedValue(name, value)) continue;
    written += name === 'open' ? ' open' : ` ${name}="${attributeValue(value)}"`;
  }
  return written;
}

function addressOf(url: string | undefined, writing: ArticleWriting): string | undefined {
  const address = url === undefined ? undefined : safeAddress(url);
  const { baseUrl } = writing.options;
  if (address === undefined || address.startsWith('#') || baseUrl === undefined) return address;
  if (URL.canParse(address) || !URL.canParse(address, baseUrl)) return address;
  return new URL(address, baseUrl).href;
}

function writeImage(attributes: HtmlAttributes, output: ArticleOutput, writing: ArticleWriting): void {
  if (isTrackingPixel(attributes)) {
    writing.losses.count('image:tracking');
    return;
  }
  const alt = attributes.get('alt') ?? '';
  const emoji = emojiOfImage(attributes);
  const url = addressOf(attributes.get('src') ?? attributes.get('data-src'), writing);
  if (emoji !== undefined || url === undefined || /^(?:cid|blob|file):/i.test(url)) {
    if (emoji === undefined) writing.losses.count('image:unresolved');
    output.text(emoji ?? alt);
    return;
  }
  const index = writing.nextImageIndex;
  writing.nextImageIndex += 1;
  const attachment = writing.options.resolveImage?.({ url, alt, index, attributes });
  const end = `" alt="${attributeValue(alt)}"${sizeOf(attributes, 'width')}${sizeOf(attributes, 'height')}>`;
  if (attachment === undefined) {
    output.atom([`<img src="${attributeValue(url)}${end}`]);
    return;
  }
  const { attachmentId, fileName } = attachment;
  const mention = { id: attachmentId, ref_type: 'artifact', fallback_record_name: fileName ?? url };
  output.atom(['<img src="', mention, end]);
}

function sizeOf(attributes: HtmlAttributes, name: 'width' | 'height'): string {
  const size = attributes.get(name)?.trim() ?? '';
  return /^\d{1,5}$/.test(size) ? ` ${name}="${size}"` : '';
}

function writeEmbedded(
  name: string,
  attributes: HtmlAttributes,
  output: ArticleOutput,
  writing: ArticleWriting,
): void {
  const url = addressOf(attributes.get('src') ?? attributes.get('data'), writing);
  if (url === undefined || /^about:/i.test(url)) return;
  writing.losses.count(`embedded:${name}`);
  output.close('a');
  if (!output.open('a', [`<a href="${attributeValue(url)}">`], '</a>')) return;
  output.text(attributes.get('title')?.trim() || url);
  output.close('a');
}
