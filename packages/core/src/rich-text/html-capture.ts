import { ENDS_FOREIGN_CONTENT } from './html-elements.js';

/** An element whose content is not read as blocks and inlines: dropped, code, or the text of a mention. */
export interface Capture {
  readonly kind: 'drop' | 'code' | 'reference';
  readonly name: string;
  /** How many elements of the same name are open, this one included. */
  depth: number;
  /** Tables opened within; the end of any other table cell ends the capture as well. */
  tables: number;
  readonly text: string[];
  readonly finish: (text: string) => void;
}

export function startCapture(
  kind: Capture['kind'],
  name: string,
  finish: (text: string) => void = () => {},
): Capture {
  return { kind, name, depth: 1, tables: 0, text: [], finish };
}

const TABLE_ENDS: ReadonlySet<string> = new Set(['table', 'tr', 'td', 'th', 'tbody', 'thead', 'tfoot']);

/** Notes an opening tag inside. Returns whether the capture ends before it. */
export function capturesOpen(capture: Capture, name: string, isLine: boolean): boolean {
  if ((capture.name === 'svg' || capture.name === 'math') && ENDS_FOREIGN_CONTENT.has(name)) return false;
  if (capture.kind === 'reference' && (isLine || name === capture.name)) return false;
  if (name === capture.name) capture.depth += 1;
  if (name === 'table') capture.tables += 1;
  if (capture.kind === 'code' && (name === 'br' || (isLine && !endsLine(capture.text))))
    capture.text.push('\n');
  return true;
}

/** Notes a closing tag inside: whether it belongs to the capture, ends it, or ends it and what is around it. */
export function capturesClose(
  capture: Capture,
  name: string,
  isLine: boolean,
  inTable: boolean,
): 'inside' | 'end' | 'endOuter' {
  if (name === capture.name) {
    capture.depth -= 1;
    if (name === 'table') capture.tables -= 1;
    return capture.depth === 0 ? 'end' : 'inside';
  }
  if (capture.kind === 'reference' && isLine) return 'endOuter';
  if (inTable && capture.tables === 0 && TABLE_ENDS.has(name)) return 'endOuter';
  if (name === 'table' && capture.tables > 0) capture.tables -= 1;
  if (capture.kind === 'code' && isLine && !endsLine(capture.text)) capture.text.push('\n');
  return 'inside';
}

function endsLine(text: readonly string[]): boolean {
  const last = text[text.length - 1];
  return last === undefined || last.endsWith('\n');
}
