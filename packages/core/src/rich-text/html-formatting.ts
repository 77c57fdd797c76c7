import type { InlineMarks } from './document.js';
import { CODE, EMPHASIS, HIGHLIGHT, STRIKE, STRONG, SUB_OR_SUPERSCRIPT, UNDERLINE } from './html-elements.js';
import type { LossCounter } from './losses.js';

/**
 * The formatting that is open at a point of the document. Formatting elements may overlap
 * (`<b>a<i>b</b>c</i>`) and reach over paragraphs, so they are counted rather than nested.
 */
export interface OpenFormatting {
  open(name: string, mask: number): void;
  close(name: string): void;
  setLink(url: string | undefined): void;
  /** The same object until something changes. */
  readonly marks: InlineMarks;
  /** A table cell starts without open elements; what was open goes on behind it. */
  enterCell(): void;
  leaveCell(): void;
}

interface Level {
  /** Element name → masks of the open elements of that name. */
  readonly elements: Map<string, number[]>;
  readonly counts: { strong: number; emphasis: number; strike: number; code: number };
  link: string | undefined;
}

export function createOpenFormatting(losses: LossCounter): OpenFormatting {
  const outer: Level[] = [];
  let level: Level = emptyLevel(undefined);
  let cached: InlineMarks | undefined;

  function change(mask: number, step: 1 | -1): void {
    if (mask & STRONG) level.counts.strong += step;
    if (mask & EMPHASIS) level.counts.emphasis += step;
    if (mask & STRIKE) level.counts.strike += step;
    if (mask & CODE) level.counts.code += step;
    if (mask & (STRONG | EMPHASIS | STRIKE | CODE)) cached = undefined;
  }
  return {
    open(name, mask) {
      if (mask & UNDERLINE) losses.count('mark:underline');
      if (mask & SUB_OR_SUPERSCRIPT) losses.count('mark:subsup');
      if (mask & HIGHLIGHT) losses.count('mark:highlight');
      const masks = level.elements.get(name);
      if (masks) masks.push(mask);
      else level.elements.set(name, [mask]);
      change(mask, 1);
    },
    close(name) {
      const mask = level.elements.get(name)?.pop();
      if (mask !== undefined) change(mask, -1);
    },
    setLink(url) {
      if (url === level.link) return;
      level.link = url;
      cached = undefined;
    },
    get marks() {
      cached ??= marksOf(level);
      return cached;
    },
    enterCell() {
      outer.push(level);
      level = emptyLevel(level);
    },
    leaveCell() {
      level = outer.pop() ?? level;
      cached = undefined;
    },
  };
}

function emptyLevel(inherited: Level | undefined): Level {
  const counts = inherited?.counts ?? { strong: 0, emphasis: 0, strike: 0, code: 0 };
  return { elements: new Map(), counts: { ...counts }, link: inherited?.link };
}

function marksOf(level: Level): InlineMarks {
  const { strong, emphasis, strike, code } = level.counts;
  return {
    ...(strong > 0 && { strong: true }),
    ...(emphasis > 0 && { emphasis: true }),
    ...(strike > 0 && { strike: true }),
    ...(code > 0 && { code: true }),
    ...(level.link !== undefined && { link: level.link }),
  };
}
