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
import type { Run } from './markdown-runs.js';
import type { MarkdownWriting } from './markdown-style.js';
import type { RichTextMention, SegmentWriter } from './segments.js';
import { cleanLine, cleanText } from './text-cleaning.js';

/** Where inline content stands: decides how hard breaks and block openers are written. */
export type InlinePlace = 'paragraph' | 'heading' | 'tableCell';

/** Writes the content of one paragraph, heading or table cell. */
export function writeInlines(inlines: readonly Inline[], place: InlinePlace, writing: MarkdownWriting): void {
  const runs = settleEmphasis(trimLines(toRuns(inlines, place, writing)), writing.countLoss);
  for (let index = 0; index <= runs.length; index += 1) {
    const left = runs[index - 1];
    const right = runs[index];
    const delimiters = writeDelimiters(left, boundaryBetween(left, right));
    writing.output.text(delimiters);
    if (right === undefined) return;
    if (right.content.kind === 'break') {
      writeBreak(place, writing.output);
    } else if (right.content.kind === 'atom') {
      for (const piece of right.content.pieces) {
        if (typeof piece === 'string') writing.output.text(piece);
        else writing.output.mention(piece);
      }
    } else {
      const startsLine = left === undefined || left.content.kind === 'break';
      const escaped = escapeText(right.content.text, {
        atLineStart: place === 'paragraph' && startsLine && delimiters === '',
        inTableCell: place === 'tableCell',
        ...neighbours(left, right, runs[index + 1]),
      });
      const endsHeading = place === 'heading' && index === runs.length - 1;
      writing.output.text(endsHeading ? escapeHeadingEnd(escaped) : escaped);
    }
  }
}

function writeBreak(place: InlinePlace, output: SegmentWriter): void {
  if (place === 'paragraph') {
    output.text('\\');
    output.newLine();
  } else {
    output.text(place === 'heading' ? ' ' : '<br>');
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

function toRuns(inlines: readonly Inline[], place: InlinePlace, writing: MarkdownWriting): Run[] {
  const runs: Run[] = [];
  for (const inline of joinEqualText(inlines)) {
    switch (inline.kind) {
      case 'text':
        for (const run of textRuns(inline, place, writing)) runs.push(run);
        break;
      case 'lineBreak':
        runs.push(breakRun());
        break;
      case 'mention':
        runs.push(atomRun([mentionOf(inline)], withoutLink(inline.marks, writing), writing));
        break;
      case 'artifact':
        runs.push(artifactRun(inline, place, writing));
        break;
      case 'image':
        runs.push(imageRun(inline, place, writing));
        break;
    }
  }
  return runs;
}

/** Text split by the source is joined before anything looks at it: surrogate pairs, backticks and words span nodes. */
function* joinEqualText(inlines: readonly Inline[]): Generator<Inline> {
  let parts: string[] = [];
  let open: TextInline | undefined;
  for (const inline of inlines) {
    if (inline.kind === 'text' && open && equalMarks(open.marks, inline.marks)) {
      parts.push(inline.text);
      continue;
    }
    if (open) yield { ...open, text: parts.join('') };
    open = undefined;
    if (inline.kind === 'text') {
      open = inline;
      parts = [inline.text];
    } else {
      yield inline;
    }
  }
  if (open) yield { ...open, text: parts.join('') };
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

function textRuns(inline: TextInline, place: InlinePlace, writing: MarkdownWriting): Run[] {
  if (inline.marks.code) {
    const code = codeSpan(inline.text, place === 'tableCell');
    if (code !== undefined) {
      // Code admits no other formatting but a link around it.
      return [atomRun([code], inline.marks.link === undefined ? {} : { link: inline.marks.link }, writing)];
    }
  }
  const marked = flags(inline.marks, writing);
  const runs: Run[] = [];
  for (const line of cleanText(inline.text).split('\n')) {
    if (runs.length > 0) runs.push(breakRun());
    runs.push({ ...marked, content: { kind: 'text', text: line.replaceAll('\t', ' ') } });
  }
  return runs;
}

function flags(marks: InlineMarks, writing: MarkdownWriting): Omit<Run, 'content'> {
  const link = marks.link === undefined ? undefined : linkDestination(marks.link);
  if (marks.link !== undefined && link === undefined) writing.countLoss('link:unsafe');
  const strike = marks.strike === true && writing.style.strike === 'tilde';
  if (marks.strike && !strike) writing.countLoss('mark:strike');
  return { link, strong: marks.strong === true, emphasis: marks.emphasis === true, strike };
}

function breakRun(): Run {
  return { content: { kind: 'break' }, link: undefined, strong: false, emphasis: false, strike: false };
}

function atomRun(
  pieces: ReadonlyArray<string | RichTextMention>,
  marks: InlineMarks,
  writing: MarkdownWriting,
): Run {
  return { ...flags(marks, writing), content: { kind: 'atom', pieces } };
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
    return atomRun([`![${label}](`, mention, ')'], inline.marks, writing);
  }
  const label = escapeLabel(inline.label || fileName || 'attachment', inTableCell);
  return atomRun([`[${label}](`, mention, ')'], withoutLink(inline.marks, writing), writing);
}

function imageRun(inline: ImageInline, place: InlinePlace, writing: MarkdownWriting): Run {
  const destination = linkDestination(inline.url);
  if (destination === undefined) {
    writing.countLoss('image:unsafe');
    const text = cleanLine(inline.alt) || '[image]';
    return { ...flags(inline.marks, writing), content: { kind: 'text', text } };
  }
  const image = `![${escapeLabel(inline.alt, place === 'tableCell')}](${destination})`;
  return atomRun([image], inline.marks, writing);
}

/** Removes white space around line breaks and at both ends, and line breaks at both ends. */
function trimLines(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  function trimEnd(): void {
    for (
      let last = result[result.length - 1];
      last?.content.kind === 'text';
      last = result[result.length - 1]
    ) {
      result.pop();
      const text = last.content.text.trimEnd() === '' ? '' : trimSpacesAtEnd(last.content.text);
      if (text === '') continue;
      result.push({ ...last, content: { kind: 'text', text } });
      return;
    }
  }
  let atStart = true;
  for (const run of runs) {
    if (run.content.kind === 'break') {
      trimEnd();
      if (result.length > 0) result.push(run);
      atStart = true;
    } else if (run.content.kind === 'text') {
      const text = atStart ? run.content.text.replace(/^ +/, '') : run.content.text;
      if (text === '') continue;
      result.push({ ...run, content: { kind: 'text', text } });
      atStart = false;
    } else {
      result.push(run);
      atStart = false;
    }
  }
  trimEnd();
  while (result[result.length - 1]?.content.kind === 'break') result.pop();
  return result;
}

function trimSpacesAtEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}
