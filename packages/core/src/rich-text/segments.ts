/**
 * A reference inside rich text. `ref_type` is the key of an extracted record type, or `artifact` for an
 * attachment shown in place; `id` is the id in the source system. No other keys are allowed (DevRev
 * developer documentation, "Rich text fields").
 */
export interface RichTextMention {
  id: string;
  ref_type: string;
  fallback_record_name?: string;
}

/**
 * A `rich_text` value as DevRev reads it: CommonMark strings and mentions, concatenated without separators;
 * `null` when there is nothing to show. Strings are never empty and never adjacent to each other.
 */
export type RichText = ReadonlyArray<string | RichTextMention> | null;

/** Documents may consist of millions of tiny strings; joining them early keeps memory flat. */
const MAX_BUFFERED_STRINGS = 4096;

/** Collects Markdown line by line and repeats the prefix of the open containers on every line. */
export interface SegmentWriter {
  /** Text without line breaks. */
  text(text: string): void;
  /** Text that may contain line breaks; every new line gets the prefix. */
  lines(text: string): void;
  mention(mention: RichTextMention): void;
  newLine(): void;
  /** Ends the line and leaves an empty one. */
  blankLine(): void;
  /** Opens a container whose first line starts with `marker` and whose other lines start with `prefix`. */
  open(marker: string, prefix: string): void;
  close(): void;
  finish(): RichText;
}

export function createSegmentWriter(): SegmentWriter {
  const segments: Array<string | RichTextMention> = [];
  const outerPrefixes: string[] = [];
  let buffer: string[] = [];
  let chunks: string[] = [];
  let prefix = '';
  let startOfLine: string | undefined = '';

  function write(text: string): void {
    buffer.push(text);
    if (buffer.length < MAX_BUFFERED_STRINGS) return;
    chunks.push(buffer.join(''));
    buffer = [];
  }

  function beginLine(): void {
    if (startOfLine === undefined) return;
    write(startOfLine);
    startOfLine = undefined;
  }

  function newLine(): void {
    // A line that was opened but stayed empty still shows its list marker.
    if (startOfLine !== undefined) write(startOfLine.trimEnd());
    write('\n');
    startOfLine = prefix;
  }

  function flush(): void {
    const text = chunks.join('') + buffer.join('');
    if (text !== '') segments.push(text);
    buffer = [];
    chunks = [];
  }

  return {
    text(text) {
      if (text === '') return;
      beginLine();
      write(text);
    },
    lines(text) {
      beginLine();
      write(prefix === '' ? text : text.replaceAll('\n', `\n${prefix}`));
    },
    mention(mention) {
      beginLine();
      flush();
      segments.push(mention);
    },
    newLine,
    blankLine() {
      newLine();
      newLine();
    },
    open(marker, continuation) {
      outerPrefixes.push(prefix);
      prefix += continuation;
      startOfLine = (startOfLine ?? '') + marker;
    },
    close() {
      if (startOfLine !== undefined) {
        write(startOfLine.trimEnd());
        startOfLine = undefined;
      }
      prefix = outerPrefixes.pop() ?? '';
    },
    finish() {
      flush();
      return segments.length === 0 ? null : segments;
    },
  };
}
