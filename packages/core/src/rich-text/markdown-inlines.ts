import type {
  ArtifactInline,
  ImageInline,
  Inline,
  InlineMarks,
  MentionInline,
  TextInline,
} from './document.js';
import { type Boundary, boundaryBetween, settleEmphasis } from './markdown-emphasis.js';
import {
  codeSpan,
  escapeHeadingEnd,
  escapeLabel,
  escapeText,
  linkDestination,
  type TextPosition,
} from './markdown-escaping.js';
import {
  type InlinePlace,
  isPlain,
  trimSpacesAtEnd,
  writeBreak,
  writePlainInlines,
} from './markdown-plain-lines.js';
import { type Run, textRun } from './markdown-runs.js';
import type { MarkdownWriting } from './markdown-style.js';
import type { RichTextMention } from './segments.js';
import { cleanLine, cleanText, hasVisibleText } from './text-cleaning.js';

/**
 * Writes the content of one paragraph, heading or table cell. Lines are written one by one: no formatting spans
 * a hard break, and memory does not grow with their number. Breaks at the edges disappear.
 */
export function writeInlines(inlines: readonly Inline[], place: InlinePlace, writing: MarkdownWriting): void {
  if (isPlain(inlines)) {
    writePlainInlines(inlines, place, writing.output);
    return;
  }
  let line: Run[] = [];
  let breaks = 0;
  let written = false;
  function writePending(): void {
    const trimmed = trimLine(line);
    line = [];
    if (trimmed.length === 0) return;
    for (; written && breaks > 0; breaks -= 1) writeBreak(place, writing.output);
    breaks = 0;
    written = true;
    writeLine(settleEmphasis(trimmed, writing.countLoss), place, writing);
  }
  const lines: LineSink = {
    run: (run) => line.push(run),
    lineBreak() {
      writePending();
      breaks += 1;
    },
  };
  for (const inline of joinEqualText(inlines, writing)) addInline(inline, lines, place, writing);
  writePending();
}

/** Takes inline content line by line. */
interface LineSink {
  run(run: Run): void;
  lineBreak(): void;
}

function writeLine(runs: readonly Run[], place: InlinePlace, writing: MarkdownWriting): void {
  for (let index = 0; index <= runs.length; index += 1) {
    const left = runs[index - 1];
    const right = runs[index];
    const delimiters = writeDelimiters(left, boundaryBetween(left, right));
    writing.output.text(delimiters);
    if (right === undefined) return;
    if (right.content.kind === 'atom') {
      for (const piece of right.content.pieces) {
        if (typeof piece === 'string') writing.output.text(piece);
        else writing.output.mention(piece);
      }
      continue;
    }
    const escaped = escapeText(right.content.text, {
      atLineStart: place === 'paragraph' && left === undefined && delimiters === '',
      inTableCell: place === 'tableCell',
      ...neighbours(left, right, runs[index + 1]),
    });
    const endsHeading = place === 'heading' && index === runs.length - 1;
    writing.output.text(endsHeading ? escapeHeadingEnd(escaped) : escaped);
  }
}

const DELIMITERS = { strong: '**', emphasis: '*', strike: '~~' } as const;

function writeDelimiters(left: Run | undefined, boundary: Boundary): string {
  let text = '';
  for (const mark of boundary.closing) text += DELIMITERS[mark];
  if (boundary.closesLink) text += `](${left?.link ?? ''})`;
  if (boundary.opensLink) text += '[';
  for (const mark of boundary.opening) text += DELIMITERS[mark];
  return text;
}

function neighbours(
  left: Run | undefined,
  run: Run,
  right: Run | undefined,
): Pick<TextPosition, 'afterMention' | 'beforeLinkOrMention'> {
  const before = left?.content.kind === 'atom' ? left.content.pieces[left.content.pieces.length - 1] : '';
  const after = right?.content.kind === 'atom' ? right.content.pieces[0] : '';
  const linkFollows = right?.link !== undefined && right.link !== run.link;
  return {
    afterMention: typeof before === 'object',
    beforeLinkOrMention: linkFollows || typeof after === 'object' || (after ?? '').startsWith('['),
  };
}

function addInline(inline: Inline, lines: LineSink, place: InlinePlace, writing: MarkdownWriting): void {
  switch (inline.kind) {
    case 'text':
      addText(inline, lines, place, writing);
      break;
    case 'lineBreak':
      lines.lineBreak();
      break;
    case 'mention':
      lines.run(atomRun([mentionOf(inline)], withoutLink(inline.marks, writing)));
      break;
    case 'artifact':
      lines.run(artifactRun(inline, place, writing));
      break;
    case 'image':
      lines.run(imageRun(inline, place, writing));
      break;
  }
}

function addText(inline: TextInline, lines: LineSink, place: InlinePlace, writing: MarkdownWriting): void {
  // At the start of a paragraph `[…]:` reads as a link reference definition, even from within code.
  const opensDefinition = inline.marks.link !== undefined && inline.text.includes(']:');
  if (inline.marks.code) {
    const code = opensDefinition ? undefined : codeSpan(inline.text, place === 'tableCell');
    if (code !== undefined) {
      lines.run(atomRun([code], inline.marks));
      return;
    }
    if (hasVisibleText(inline.text)) writing.countLoss('mark:code');
  }
  const marks = flags(inline.marks);
  const text = cleanText(inline.text).replaceAll('\t', ' ');
  for (let start = 0; start <= text.length; ) {
    const newLine = text.indexOf('\n', start);
    const end = newLine < 0 ? text.length : newLine;
    if (start > 0) lines.lineBreak();
    if (end > start) lines.run(textRun(marks, text.slice(start, end)));
    start = end + 1;
  }
}

/** Text split by the source is joined before anything looks at it: surrogate pairs, backticks and words span nodes. */
function joinEqualText(inlines: readonly Inline[], writing: MarkdownWriting): Inline[] {
  const joined: Inline[] = [];
  let parts: string[] = [];
  let open: TextInline | undefined;
  function close(): void {
    if (open) joined.push(parts.length === 1 ? open : { ...open, text: parts.join('') });
    open = undefined;
  }
  for (const original of inlines) {
    const inline = original.kind === 'lineBreak' ? original : withWritableMarks(original, writing);
    if (inline.kind === 'text' && open && equalMarks(open.marks, inline.marks)) {
      parts.push(inline.text);
    } else {
      close();
      if (inline.kind === 'text') {
        open = inline;
        parts = [inline.text];
      } else {
        joined.push(inline);
      }
    }
  }
  close();
  return joined;
}

/** The inline with the marks Markdown can give it, and its link as a destination. */
function withWritableMarks<T extends Exclude<Inline, { kind: 'lineBreak' }>>(
  inline: T,
  writing: MarkdownWriting,
): T {
  const { link: url, code = false, ...others } = inline.marks;
  const destination = url === undefined ? undefined : linkDestination(url);
  if (url !== undefined && destination === undefined) writing.countLoss('link:unsafe');
  const link = destination === undefined ? {} : { link: destination };
  if (code && inline.kind === 'text') return { ...inline, marks: { ...link, code } };
  const strike = others.strike === true && writing.style.strike === 'tilde';
  if (others.strike && !strike) writing.countLoss('mark:strike');
  return { ...inline, marks: { ...link, ...others, strike } };
}

function equalMarks(left: InlineMarks, right: InlineMarks): boolean {
  return (
    left.link === right.link &&
    Boolean(left.strong) === Boolean(right.strong) &&
    Boolean(left.emphasis) === Boolean(right.emphasis) &&
    Boolean(left.strike) === Boolean(right.strike) &&
    Boolean(left.code) === Boolean(right.code)
  );
}

function flags(marks: InlineMarks): Omit<Run, 'content'> {
  return {
    link: marks.link,
    strong: marks.strong === true,
    emphasis: marks.emphasis === true,
    strike: marks.strike === true,
  };
}

function atomRun(pieces: ReadonlyArray<string | RichTextMention>, marks: InlineMarks): Run {
  return { ...flags(marks), content: { kind: 'atom', pieces } };
}

/** A link cannot contain another one, and a mention becomes a link in DevRev. */
function withoutLink(marks: InlineMarks, writing: MarkdownWriting): InlineMarks {
  const { link, ...others } = marks;
  if (link !== undefined) writing.countLoss('mark:link');
  return others;
}

function mentionOf(inline: MentionInline): RichTextMention {
  const name = cleanLine(inline.label ?? '');
  const mention = { id: inline.id, ref_type: inline.recordType };
  return name === '' ? mention : { ...mention, fallback_record_name: name };
}

function artifactRun(inline: ArtifactInline, place: InlinePlace, writing: MarkdownWriting): Run {
  const fileName = cleanLine(inline.fileName ?? '') || cleanLine(inline.label);
  const mention: RichTextMention = { id: inline.attachmentId, ref_type: 'artifact' };
  if (fileName !== '') mention.fallback_record_name = fileName;
  const inTableCell = place === 'tableCell';
  if (inline.display === 'image') {
    const label = escapeLabel(inline.label || fileName, inTableCell);
    return atomRun([`![${label}](`, mention, ')'], inline.marks);
  }
  const label = escapeLabel(inline.label || fileName || 'attachment', inTableCell);
  return atomRun([`[${label}](`, mention, ')'], withoutLink(inline.marks, writing));
}

function imageRun(inline: ImageInline, place: InlinePlace, writing: MarkdownWriting): Run {
  const destination = linkDestination(inline.url);
  if (destination === undefined) {
    writing.countLoss('image:unsafe');
    const text = cleanLine(inline.alt) || '[image]';
    return textRun(flags(inline.marks), text);
  }
  const image = `![${escapeLabel(inline.alt, place === 'tableCell')}](${destination})`;
  return atomRun([image], inline.marks);
}

/**
 * Removes spaces at both ends of a line: Markdown gives them a meaning of their own. A line with nothing to see
 * goes entirely, because parsers that trim it would show the hard break before it as a backslash.
 */
function trimLine(runs: readonly Run[]): Run[] {
  if (!runs.some(isVisible)) return [];
  let start = 0;
  while (start < runs.length && isBlank(runs[start])) start += 1;
  let end = runs.length;
  while (end > start && isBlank(runs[end - 1])) end -= 1;
  const trimmed = runs.slice(start, end);
  const first = trimmed[0];
  if (first?.content.kind === 'text' && first.content.text.startsWith(' ')) {
    trimmed[0] = textRun(first, first.content.text.replace(/^ +/, ''));
  }
  const last = trimmed[trimmed.length - 1];
  if (last?.content.kind === 'text' && last.content.text.endsWith(' ')) {
    trimmed[trimmed.length - 1] = textRun(last, trimSpacesAtEnd(last.content.text));
  }
  return trimmed;
}

function isVisible(run: Run): boolean {
  return run.content.kind === 'atom' || hasVisibleText(run.content.text);
}

function isBlank(run: Run | undefined): boolean {
  return run?.content.kind === 'text' && /^ *$/.test(run.content.text);
}
