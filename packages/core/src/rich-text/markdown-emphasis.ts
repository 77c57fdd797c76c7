import {
  clearMarks,
  EMPHASIS_MARKS,
  type EmphasisMark,
  firstCharacterClass,
  lastCharacterClass,
  mergeTextRuns,
  type Run,
  sameMarks,
  textRun,
} from './markdown-runs.js';
import { type CharacterClass, characterAt, characterBefore, classOfCharacter } from './text-cleaning.js';

/**
 * Adjusts marks until every delimiter the writer will place is read back as the delimiter it is meant to be
 * (CommonMark 0.30 §6.2, rules 1–17). White space and, where needed, punctuation at the edges of a span move
 * outside it; a mark that still cannot be expressed is dropped and counted. Text never changes.
 */
export function settleEmphasis(runs: readonly Run[], countLoss: (kind: string) => void): Run[] {
  let settled = mergeTextRuns(runs);
  if (!settled.some(isMarked)) return settled;
  if (settled.length > MAX_MARKED_RUNS) {
    countLoss('mark:tooMany');
    return mergeTextRuns(settled.map((run) => clearMarks(run, EMPHASIS_MARKS)));
  }
  for (const level of ['link', ...EMPHASIS_MARKS] as const) settled = moveSpacesOutside(settled, level);
  settled = dropAdjacentEmphasis(mergeTextRuns(settled), countLoss);
  settled = settleOpenings(settled, countLoss);
  settled = mergeTextRuns(settleClosings(settled, countLoss));
  if (isReadable(settled)) return settled;
  countLoss('mark:unreadable');
  return mergeTextRuns(settled.map((run) => clearMarks(run, EMPHASIS_MARKS)));
}

function isMarked(run: Run): boolean {
  return run.link !== undefined || run.strong || run.emphasis || run.strike;
}

type Level = 'link' | EmphasisMark;

/** Whether both runs lie in the same span of everything that encloses `level`. */
function sameEnclosing(left: Run, right: Run, level: Level): boolean {
  if (left.link !== right.link) return false;
  for (const mark of EMPHASIS_MARKS) {
    if (mark === level || level === 'link') return true;
    if (left[mark] !== right[mark]) return false;
  }
  return true;
}

function clearLevel(run: Run, level: Level): Run {
  return level === 'link' ? { ...run, link: undefined } : clearMarks(run, [level]);
}

function moveSpacesOutside(runs: readonly Run[], level: Level): Run[] {
  const result: Run[] = [];
  let start = 0;
  while (start < runs.length) {
    const first = runs[start];
    if (first === undefined) break;
    let end = start + 1;
    if (first[level]) {
      for (let next = runs[end]; next?.[level] && sameEnclosing(first, next, level); next = runs[end])
        end += 1;
      if (end === start + 1 && !hasSpaceAtEdge(first)) result.push(first);
      else for (const run of trimSpan(runs.slice(start, end), level)) result.push(run);
    } else {
      result.push(first);
    }
    start = end;
  }
  return result;
}

function hasSpaceAtEdge(run: Run): boolean {
  return firstCharacterClass(run) === 'space' || lastCharacterClass(run) === 'space';
}

function trimSpan(span: readonly Run[], level: Level): Run[] {
  let start = 0;
  while (start < span.length && isSpace(span[start])) start += 1;
  let end = span.length;
  while (end > start && isSpace(span[end - 1])) end -= 1;
  const result = span.slice(0, start).map((run) => clearLevel(run, level));
  for (let index = start; index < end; index += 1) {
    const run = span[index];
    if (run === undefined) continue;
    if (run.content.kind !== 'text') {
      result.push(run);
      continue;
    }
    const { text } = run.content;
    const leading = index === start ? leadingLength(text, ['space']) : 0;
    const trailing = index === end - 1 ? trailingLength(text, ['space']) : 0;
    if (leading > 0) result.push(clearLevel(textRun(run, text.slice(0, leading)), level));
    result.push(textRun(run, text.slice(leading, text.length - trailing)));
    if (trailing > 0) result.push(clearLevel(textRun(run, text.slice(text.length - trailing)), level));
  }
  for (const run of span.slice(end)) result.push(clearLevel(run, level));
  return result;
}

function isSpace(run: Run | undefined): boolean {
  if (run?.content.kind !== 'text') return false;
  return leadingLength(run.content.text, ['space']) === run.content.text.length;
}

function leadingLength(text: string, classes: readonly CharacterClass[]): number {
  let length = 0;
  while (length < text.length) {
    const character = characterAt(text, length);
    if (!classes.includes(classOfCharacter(character))) break;
    length += character.length;
  }
  return length;
}

function trailingLength(text: string, classes: readonly CharacterClass[]): number {
  let end = text.length;
  while (end > 0) {
    const character = characterBefore(text, end);
    if (!classes.includes(classOfCharacter(character))) break;
    end -= character.length;
  }
  return text.length - end;
}

/** What the writer puts between two neighbouring runs, and what stands on either side of it. */
export interface Boundary {
  /** Marks to close after the left run, innermost first. */
  readonly closing: readonly EmphasisMark[];
  /** Marks to open before the right run, outermost first. */
  readonly opening: readonly EmphasisMark[];
  readonly closesLink: boolean;
  readonly opensLink: boolean;
}

/** Everything but its delimiters matters too little to be worth the time of a line of this many runs. */
const MAX_MARKED_RUNS = 50_000;

const NO_BOUNDARY: Boundary = { closing: [], opening: [], closesLink: false, opensLink: false };

export function boundaryBetween(left: Run | undefined, right: Run | undefined): Boundary {
  if (!(left && isMarked(left)) && !(right && isMarked(right))) return NO_BOUNDARY;
  if (left && right && sameMarks(left, right)) return NO_BOUNDARY;
  const linkChanges = left?.link !== right?.link;
  const firstChange = linkChanges ? 0 : EMPHASIS_MARKS.findIndex((mark) => left?.[mark] !== right?.[mark]);
  const changed = firstChange < 0 ? [] : EMPHASIS_MARKS.slice(firstChange);
  return {
    closing: changed.filter((mark) => left?.[mark]).reverse(),
    opening: changed.filter((mark) => right?.[mark]),
    closesLink: linkChanges && left?.link !== undefined,
    opensLink: linkChanges && right?.link !== undefined,
  };
}

function usesAsterisk(marks: readonly EmphasisMark[]): boolean {
  return marks.includes('strong') || marks.includes('emphasis');
}

/** Class of what precedes the opening delimiters of `right`. */
function classBeforeOpening(left: Run | undefined, boundary: Boundary): CharacterClass {
  if (boundary.opensLink || boundary.closesLink || boundary.closing.length > 0) return 'punctuation';
  return left === undefined ? 'space' : lastCharacterClass(left);
}

/** Class of what follows the outermost opening delimiter. */
function classAfterOpening(right: Run, boundary: Boundary): CharacterClass {
  const nested = usesAsterisk(boundary.opening) && boundary.opening.includes('strike');
  return nested ? 'punctuation' : firstCharacterClass(right);
}

function classAfterClosing(right: Run | undefined, boundary: Boundary): CharacterClass {
  if (boundary.opensLink || boundary.closesLink || boundary.opening.length > 0) return 'punctuation';
  return right === undefined ? 'space' : firstCharacterClass(right);
}

function classBeforeClosing(left: Run, boundary: Boundary): CharacterClass {
  const nested = usesAsterisk(boundary.closing) && boundary.closing.includes('strike');
  return nested ? 'punctuation' : lastCharacterClass(left);
}

/** Flanking rule, in the reading of an uncertain character that is worse for us. */
function flanks(outside: CharacterClass, inside: CharacterClass): boolean {
  if (inside === 'space') return false;
  return inside === 'word' || outside === 'space' || outside === 'punctuation';
}

/**
 * Delimiters of strong and emphasis are the same character, so where one closes and the other opens at the
 * same point, or where emphasis opens inside strong in the middle of a word, the parser may pair them wrongly.
 * Strong wins.
 */
function dropAdjacentEmphasis(runs: readonly Run[], countLoss: (kind: string) => void): Run[] {
  const result = [...runs];
  function dropAround(index: number, step: 1 | -1): void {
    for (let at = index; ; at += step) {
      const run = result[at];
      if (!run?.emphasis || run.link !== result[index]?.link) return;
      result[at] = clearMarks(run, ['emphasis']);
    }
  }
  for (let index = 1; index < result.length; index += 1) {
    const left = result[index - 1];
    const right = result[index];
    if (left === undefined || right === undefined) continue;
    const boundary = boundaryBetween(left, right);
    if (boundary.closesLink || boundary.opensLink) continue;
    const collides = usesAsterisk(boundary.closing) && usesAsterisk(boundary.opening);
    const opensInsideStrong = left.strong && right.strong && boundary.opening.includes('emphasis');
    const mayClose =
      opensInsideStrong && couldClose(classBeforeOpening(left, boundary), classAfterOpening(right, boundary));
    if (!collides && !mayClose) continue;
    countLoss('mark:emphasis');
    if (collides) dropAround(index - 1, -1);
    dropAround(index, 1);
  }
  return result;
}

/** Whether an opening delimiter is right-flanking as well. */
function couldClose(before: CharacterClass, after: CharacterClass): boolean {
  return before !== 'space' && !(before === 'punctuation' && after === 'word');
}

const MOVABLE: readonly CharacterClass[] = ['space', 'punctuation', 'uncertain'];

function dropMarks(run: Run, marks: readonly EmphasisMark[], countLoss: (kind: string) => void): Run {
  for (const mark of marks) {
    if (run[mark]) countLoss(`mark:${mark}`);
  }
  return clearMarks(run, marks);
}

function settleOpenings(runs: readonly Run[], countLoss: (kind: string) => void): Run[] {
  const result: Run[] = [];
  for (const right of runs) {
    const left = result[result.length - 1];
    const boundary = boundaryBetween(left, right);
    const outside = classBeforeOpening(left, boundary);
    if (boundary.opening.length === 0 || flanks(outside, classAfterOpening(right, boundary))) {
      result.push(right);
      continue;
    }
    const text = right.content.kind === 'text' ? right.content.text : '';
    const moved = leadingLength(text, MOVABLE);
    if (moved > 0 && moved < text.length) {
      result.push(clearMarks(textRun(right, text.slice(0, moved)), boundary.opening));
      result.push(textRun(right, text.slice(moved)));
    } else {
      // Without the strike inside, the other delimiters may stand directly before a word.
      const strikeOnly = flanks(outside, firstCharacterClass(right));
      result.push(dropMarks(right, strikeOnly ? ['strike'] : boundary.opening, countLoss));
    }
  }
  return result;
}

function settleClosings(runs: readonly Run[], countLoss: (kind: string) => void): Run[] {
  const reversed: Run[] = [];
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const left = runs[index];
    if (left === undefined) continue;
    const right = reversed[reversed.length - 1];
    const boundary = boundaryBetween(left, right);
    const outside = classAfterClosing(right, boundary);
    if (boundary.closing.length === 0 || flanks(outside, classBeforeClosing(left, boundary))) {
      reversed.push(left);
      continue;
    }
    const text = left.content.kind === 'text' ? left.content.text : '';
    const kept = text.length - trailingLength(text, MOVABLE);
    if (kept > 0 && kept < text.length) {
      reversed.push(clearMarks(textRun(left, text.slice(kept)), boundary.closing));
      reversed.push(textRun(left, text.slice(0, kept)));
    } else {
      const strikeOnly = flanks(outside, lastCharacterClass(left));
      reversed.push(dropMarks(left, strikeOnly ? ['strike'] : boundary.closing, countLoss));
    }
  }
  return reversed.reverse();
}

function isReadable(runs: readonly Run[]): boolean {
  for (let index = 0; index <= runs.length; index += 1) {
    const left = runs[index - 1];
    const right = runs[index];
    const boundary = boundaryBetween(left, right);
    const linkChanges = boundary.closesLink || boundary.opensLink;
    if (!linkChanges && usesAsterisk(boundary.closing) && usesAsterisk(boundary.opening)) return false;
    if (boundary.closing.length > 0 && left) {
      if (!flanks(classAfterClosing(right, boundary), classBeforeClosing(left, boundary))) return false;
    }
    if (boundary.opening.length > 0 && right) {
      if (!flanks(classBeforeOpening(left, boundary), classAfterOpening(right, boundary))) return false;
    }
  }
  return true;
}
