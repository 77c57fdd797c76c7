import { type Block, type Inline, paragraph, plainText } from './document.js';
import { type Capture, capturesClose, capturesOpen, startCapture } from './html-capture.js';
import { createContainerStack } from './html-container-stack.js';
import { DROPPED_ELEMENTS, formattingOf, isHidden, LINE_ELEMENTS, VOID_ELEMENTS } from './html-elements.js';
import { createOpenFormatting } from './html-formatting.js';
import { readEmbedded, readImage } from './html-images.js';
import { createInlineCollector } from './html-inlines.js';
import { quotedHistoryOf } from './html-quoted-history.js';
import {
  type HtmlReading,
  isAttachment,
  mentionInline,
  type ReferencedRecord,
  resolvedUrl,
} from './html-reading.js';
import { createHtmlStructure } from './html-structure.js';
import type { HtmlAttributes, HtmlTokenSink } from './html-tokens.js';

/** Takes the tokens of an HTML document and builds the neutral document from them. */
export interface HtmlDocumentBuilder extends HtmlTokenSink {
  finish(): Block[];
}

/** Elements that are neither formatting nor in {@link LINE_ELEMENTS} and yet start a new line. */
const STRUCTURE: ReadonlySet<string> = new Set([
  ...['blockquote', 'ul', 'ol', 'li', 'pre', 'table', 'caption', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'dt', 'summary', 'figcaption', 'listing', 'xmp'],
]);
/**
 * From here on only text and line ends are read. Far more than fits into a body of DevRev (65,536 characters),
 * and what keeps a document of nothing but tags from taking the whole time of a run.
 */
const MAX_ELEMENTS = 60_000;
const CODE_ELEMENTS: ReadonlySet<string> = new Set(['pre', 'listing', 'xmp']);
const LANGUAGE_CLASS = /(?:^|\s)(?:language|lang|brush:)-?([\w+#.-]{1,40})/;

/**
 * Never recurses and keeps at most `MAX_DOCUMENT_DEPTH` containers open: deeper ones lose their structure, not
 * their content.
 */
export function createHtmlDocument(reading: HtmlReading): HtmlDocumentBuilder {
  const formatting = createOpenFormatting(reading.losses);
  const collector = createInlineCollector();
  const stack = createContainerStack({ losses: reading.losses, formatting, collector, resolveLinkText });
  const structure = createHtmlStructure(stack, formatting);
  const { endParagraph, target, top } = stack;
  let capture: Capture | undefined;
  let linkedRecord: ReferencedRecord | undefined;
  let awaitsSource: string | undefined;
  let stopped = false;
  let elements = 0;
  /** Text of what follows when there are too many elements; line ends stand for tags. */
  let overflow: string[] | undefined;

  /** A link whose text is nothing but its address becomes the record it leads to. */
  function resolveLinkText(): void {
    if (linkedRecord === undefined || collector.isEmpty) return;
    const last = collector.pop();
    if (last === undefined) return;
    const isAddress = last.kind === 'text' && last.text.trim() === last.marks.link;
    collector.inline(isAddress ? mentionInline(linkedRecord, last.text, last.marks) : last);
  }

  function endLink(): void {
    resolveLinkText();
    linkedRecord = undefined;
    formatting.setLink(undefined);
  }
  function openLink(attributes: HtmlAttributes): void {
    endLink();
    const url = resolvedUrl(attributes.get('href') ?? attributes.get('data-article-id'), reading);
    if (url === undefined) return;
    const reference = reading.options.resolveLink?.(url);
    if (reference !== undefined && isAttachment(reference)) {
      const { attachmentId, fileName } = reference;
      const { marks } = formatting;
      capture = startCapture('reference', 'a', (text) => {
        const label = collapse(text) || (fileName ?? '');
        collector.inline({ kind: 'artifact', attachmentId, label, fileName, display: 'link', marks });
      });
      return;
    }
    linkedRecord = reference;
    formatting.setLink(url);
  }
  function openMention(name: string, attributes: HtmlAttributes): boolean {
    if (attributes.size === 0) return false;
    const record = reading.options.resolveMention?.({ name, attributes });
    if (record === undefined) return false;
    if (name === 'a') endLink();
    const { marks } = formatting;
    capture = startCapture('reference', name, (text) => {
      collector.inline(mentionInline(record, collapse(text), marks));
    });
    return true;
  }
  function openCode(name: string, attributes: HtmlAttributes): void {
    endParagraph();
    const language =
      LANGUAGE_CLASS.exec(attributes.get('class') ?? '')?.[1] ?? attributes.get('data-language');
    capture = startCapture('code', name, (text) => {
      const code = text.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
      target().push({ kind: 'code', language: codeLanguage ?? language, text: code });
      codeLanguage = undefined;
    });
  }
  let codeLanguage: string | undefined;

  function openInput(attributes: HtmlAttributes): void {
    if (attributes.get('type')?.toLowerCase() !== 'checkbox') return;
    const state = attributes.has('checked') ? 'done' : 'open';
    const container = top();
    if (container.kind === 'item' && container.blocks.length === 0 && collector.isEmpty)
      container.task = state;
    else collector.text(state === 'done' ? '☑ ' : '☐ ', formatting.marks);
  }
  function addInline(inline: Inline | undefined): void {
    if (inline?.kind === 'text') collector.text(inline.text, inline.marks);
    else if (inline) collector.inline(inline);
  }
  function openInline(name: string, attributes: HtmlAttributes): void {
    switch (name) {
      case 'br':
        if (!collector.lineBreak() && top().kind !== 'heading') endParagraph();
        break;
      case 'img':
        addInline(readImage(attributes, formatting.marks, reading));
        break;
      case 'a':
        if (!openMention(name, attributes)) openLink(attributes);
        break;
      case 'iframe':
      case 'embed':
      case 'video':
      case 'audio':
      case 'object':
        awaitsSource = attributes.has('src') ? undefined : name;
        addInline(readEmbedded(name, attributes, formatting.marks, reading));
        if (name === 'iframe') capture = startCapture('drop', name);
        break;
      case 'source':
        if (awaitsSource === 'video' || awaitsSource === 'audio') {
          addInline(readEmbedded(awaitsSource, attributes, formatting.marks, reading));
          awaitsSource = undefined;
        }
        break;
      case 'input':
        openInput(attributes);
        break;
      case 'q':
        collector.text('“', formatting.marks);
        break;
      default:
        break;
    }
  }

  function startOverflow(): void {
    if (overflow !== undefined) return;
    reading.losses.count('tooManyElements');
    stack.closeTo(1);
    overflow = [];
  }
  function finishCapture(finished: Capture): void {
    capture = undefined;
    finished.finish(finished.text.join(''));
  }
  /** Whether the element starts something that is not read, or not read as HTML. */
  function opensDropped(name: string, attributes: HtmlAttributes): boolean {
    if (DROPPED_ELEMENTS.has(name)) {
      capture = startCapture('drop', name);
      return true;
    }
    if (attributes.size === 0 || VOID_ELEMENTS.has(name)) return false;
    if (isHidden(attributes)) {
      reading.losses.count('hidden');
      capture = startCapture('drop', name);
      return true;
    }
    const history = reading.options.quotedHistory === 'cut' ? quotedHistoryOf(name, attributes) : undefined;
    if (history === undefined) return false;
    reading.losses.count('quotedHistory');
    reading.quotedHistoryWasCut = true;
    if (history === 'rest') stopped = true;
    else capture = startCapture('drop', name);
    return true;
  }

  return {
    open(name, attributes) {
      if (stopped) return;
      const isLine = LINE_ELEMENTS.has(name) || STRUCTURE.has(name);
      if (capture !== undefined) {
        if (capture.kind === 'code' && name === 'code') {
          codeLanguage = LANGUAGE_CLASS.exec(attributes.get('class') ?? '')?.[1];
        }
        if (capturesOpen(capture, name, isLine)) return;
        finishCapture(capture);
      }
      elements += 1;
      if (elements > MAX_ELEMENTS) startOverflow();
      if (opensDropped(name, attributes)) {
        if (isLine) endParagraph();
        return;
      }
      if (overflow !== undefined) {
        if (isLine || name === 'br') overflow.push('\n');
        return;
      }
      if (isLine) endParagraph();
      if (STRUCTURE.has(name)) {
        if (CODE_ELEMENTS.has(name)) openCode(name, attributes);
        else structure.open(name, attributes);
      }
      if (name === 'dd') formatting.close('dt');
      if (name === 'span' && openMention(name, attributes)) return;
      const mask = formattingOf(name, attributes);
      if (mask !== undefined) formatting.open(name, mask);
      else if (!isLine) openInline(name, attributes);
    },
    close(name) {
      if (stopped) return;
      const isLine = LINE_ELEMENTS.has(name) || STRUCTURE.has(name);
      if (capture !== undefined) {
        const outcome = capturesClose(capture, name, isLine, structure.isInTable());
        if (outcome === 'inside') return;
        finishCapture(capture);
        if (outcome === 'end') return;
      }
      if (overflow !== undefined) {
        if (isLine) overflow.push('\n');
        return;
      }
      if (isLine) endParagraph();
      if (name === 'a') endLink();
      else if (name === 'q') collector.text('”', formatting.marks);
      else if (STRUCTURE.has(name)) structure.close(name);
      // Browsers read a closing `br` or `p` without an opening one as if it were one.
      if (name === 'br') openInline('br', new Map());
      formatting.close(name);
    },
    text(text) {
      if (stopped) return;
      if (capture !== undefined) {
        if (capture.kind !== 'drop') capture.text.push(text);
        return;
      }
      if (overflow !== undefined) {
        overflow.push(collapse(text), ' ');
        return;
      }
      const { kind } = top();
      if ((kind === 'table' || kind === 'row' || kind === 'list') && text.trim() === '') return;
      collector.text(text, formatting.marks);
    },
    finish() {
      if (capture !== undefined) finishCapture(capture);
      stack.closeTo(1);
      if (overflow !== undefined) {
        stack.root.push(paragraph([plainText(overflow.join('').replace(/[ \n]*\n[ \n]*/g, '\n'))]));
      }
      return withoutTrailingRules(stack.root, stopped);
    },
  };
}

function collapse(text: string): string {
  return text.replace(/[\s\u00A0]+/g, ' ').trim();
}

/** Mail programs draw a line over the history they append. */
function withoutTrailingRules(blocks: Block[], historyWasCut: boolean): Block[] {
  while (historyWasCut && blocks[blocks.length - 1]?.kind === 'rule') blocks.pop();
  return blocks;
}
