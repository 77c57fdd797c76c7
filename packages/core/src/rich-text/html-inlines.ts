import { type Inline, type InlineMarks, LINE_BREAK, plainText } from './document.js';

/** Collects the inline content of one paragraph and collapses white space the way browsers show it. */
export interface InlineCollector {
  text(text: string, marks: InlineMarks): void;
  inline(inline: Inline): void;
  /** False when the break would make an empty line, which ends the paragraph instead. */
  lineBreak(): boolean;
  readonly isEmpty: boolean;
  /** Takes back what was added last. */
  pop(): Inline | undefined;
  /** Everything collected so far, without white space at the end. */
  take(): Inline[];
}

/** A single non-breaking space is meant; in a row they are padding. */
const WHITE_SPACE = /[ \t\n\f\r\u00A0]+/g;
const NON_BREAKING_SPACE = '\u00A0';

export function createInlineCollector(): InlineCollector {
  let inlines: Inline[] = [];
  let parts: string[] = [];
  let partMarks: InlineMarks = {};
  let afterSpace = true;
  let afterBreak = false;

  function flush(): void {
    if (parts.length === 0) return;
    inlines.push(plainText(parts.length === 1 ? (parts[0] ?? '') : parts.join(''), partMarks));
    parts = [];
  }
  return {
    text(text, marks) {
      let collapsed = text.replace(WHITE_SPACE, (space) => (space === NON_BREAKING_SPACE ? space : ' '));
      if (afterSpace && isSpaceAt(collapsed, 0)) collapsed = collapsed.slice(1);
      if (collapsed === '') return;
      if (parts.length > 0 && marks !== partMarks) flush();
      partMarks = marks;
      parts.push(collapsed);
      afterSpace = isSpaceAt(collapsed, collapsed.length - 1);
      afterBreak = false;
    },
    inline(inline) {
      flush();
      inlines.push(inline);
      afterSpace = false;
      afterBreak = false;
    },
    lineBreak() {
      if (afterBreak || (inlines.length === 0 && parts.length === 0)) return false;
      flush();
      trimEnd(inlines);
      inlines.push(LINE_BREAK);
      afterSpace = true;
      afterBreak = true;
      return true;
    },
    get isEmpty() {
      return inlines.length === 0 && parts.length === 0;
    },
    pop() {
      flush();
      return inlines.pop();
    },
    take() {
      flush();
      const taken = inlines;
      inlines = [];
      afterSpace = true;
      afterBreak = false;
      trimEnd(taken);
      while (taken[taken.length - 1]?.kind === 'lineBreak') taken.pop();
      return taken;
    },
  };
}

function isSpaceAt(text: string, index: number): boolean {
  const character = text.charAt(index);
  return character === ' ' || character === NON_BREAKING_SPACE;
}

/** Text is collapsed, so there is one character of white space at most. */
function trimEnd(inlines: Inline[]): void {
  const last = inlines[inlines.length - 1];
  if (last?.kind !== 'text' || !isSpaceAt(last.text, last.text.length - 1)) return;
  inlines.pop();
  if (last.text.length > 1) inlines.push(plainText(last.text.slice(0, -1), last.marks));
}
