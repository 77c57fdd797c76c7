import type { RichTextMention } from './segments.js';
import { type CharacterClass, characterAt, characterBefore, classOfCharacter } from './text-cleaning.js';

/** One piece of a line, ready but for the delimiters around it. Emphasis is kept flat, as flags. */
export interface Run {
  readonly content: RunContent;
  readonly link: string | undefined;
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly strike: boolean;
}

/** `pieces` of an atom are final Markdown and are never changed. */
export type RunContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'atom'; readonly pieces: ReadonlyArray<string | RichTextMention> };

/** Marks with delimiters, outermost first. `link` surrounds them all. */
export const EMPHASIS_MARKS = ['strong', 'emphasis', 'strike'] as const;
export type EmphasisMark = (typeof EMPHASIS_MARKS)[number];

/** A run of text with the marks of another one. Written out because spreading is slow and runs are many. */
export function textRun(marks: Omit<Run, 'content'>, text: string): Run {
  const { link, strong, emphasis, strike } = marks;
  return { content: { kind: 'text', text }, link, strong, emphasis, strike };
}

export function clearMarks(run: Run, marks: readonly EmphasisMark[]): Run {
  return {
    content: run.content,
    link: run.link,
    strong: run.strong && !marks.includes('strong'),
    emphasis: run.emphasis && !marks.includes('emphasis'),
    strike: run.strike && !marks.includes('strike'),
  };
}

export function firstCharacterClass(run: Run): CharacterClass {
  if (run.content.kind === 'text') return classOfCharacter(characterAt(run.content.text, 0));
  return classOfPiece(run.content.pieces[0], 'first');
}

export function lastCharacterClass(run: Run): CharacterClass {
  const { content } = run;
  if (content.kind === 'text') return classOfCharacter(characterBefore(content.text, content.text.length));
  return classOfPiece(content.pieces[content.pieces.length - 1], 'last');
}

function classOfPiece(piece: string | RichTextMention | undefined, side: 'first' | 'last'): CharacterClass {
  if (typeof piece !== 'string') return 'uncertain';
  return classOfCharacter(side === 'first' ? characterAt(piece, 0) : characterBefore(piece, piece.length));
}

export function sameMarks(left: Run, right: Run): boolean {
  return (
    left.link === right.link &&
    left.strong === right.strong &&
    left.emphasis === right.emphasis &&
    left.strike === right.strike
  );
}

/** Joins neighbouring text with equal marks and drops empty text, so that equal spans are written once. */
export function mergeTextRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  let parts: string[] = [];
  let open: Run | undefined;
  function close(): void {
    if (open) merged.push(parts.length === 1 ? open : textRun(open, parts.join('')));
    open = undefined;
  }
  for (const run of runs) {
    if (run.content.kind !== 'text') {
      close();
      merged.push(run);
    } else if (run.content.text !== '') {
      if (open && sameMarks(open, run)) {
        parts.push(run.content.text);
      } else {
        close();
        open = run;
        parts = [run.content.text];
      }
    }
  }
  close();
  return merged;
}
