import type { Redactor } from './redact.js';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | object>>;

/** Structured log: a short English message and flat fields. Never pass record bodies or credentials. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with fields added to every line. */
  with(fields: LogFields): Logger;
}

export type LogSink = (level: LogLevel, line: string) => void;

const maxLineCharacters = 10_000;

/** One JSON object per line, redacted and bounded; the platform's log viewer filters on the fields. */
export function createLogger(sink: LogSink, redactor: Redactor, base: LogFields = {}): Logger {
  const write = (level: LogLevel, message: string, fields?: LogFields) => {
    const line = redactor.redact(JSON.stringify({ message, level, ...base, ...fields }));
    sink(level, line.length <= maxLineCharacters ? line : shortLine(level, message, line.length, redactor));
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    with: (fields) => createLogger(sink, redactor, { ...base, ...fields }),
  };
}

/** A line cut in the middle would no longer be JSON. */
function shortLine(level: LogLevel, message: string, characters: number, redactor: Redactor): string {
  return redactor.redact(
    JSON.stringify({ message: message.slice(0, 8_000), level, droppedCharacters: characters }),
  );
}
