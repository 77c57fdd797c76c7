import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

export interface Question<Value> {
  text: string;
  /** Taken for an empty answer; without one, the question is asked again. */
  usual?: string;
  /** @throws Error with a sentence for an answer that cannot be taken: it is shown, and the question asked again */
  read(answer: string): Value;
}

/** A terminal to ask at. */
export interface Asker {
  ask<Value>(question: Question<Value>): Promise<Value>;
  close(): void;
}

/** @param output beside what the command prints, so that its outcome can be piped */
export function createAsker(input: Readable, output: Writable): Asker {
  const terminal = createInterface({ input, output });
  const ended = new AbortController();
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  // Lines that are pasted at once are answers to questions that are still to come.
  terminal.on('line', (line) => {
    const next = waiting.shift();
    if (next) next(line);
    else lines.push(line);
  });
  terminal.on('close', () => ended.abort());
  terminal.on('SIGINT', () => terminal.close());

  const answer = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const held = lines.shift();
      if (held !== undefined) return resolve(held);
      const stop = () => reject(new Error('Not all questions were answered, so nothing was made.'));
      if (ended.signal.aborted) return stop();
      ended.signal.addEventListener('abort', stop, { once: true });
      waiting.push((line) => {
        ended.signal.removeEventListener('abort', stop);
        resolve(line);
      });
    });

  return {
    async ask({ text, usual, read }) {
      for (;;) {
        output.write(usual === undefined ? `${text}: ` : `${text} [${usual}]: `);
        try {
          const given = (await answer()).trim() || usual;
          if (given !== undefined) return read(given);
        } catch (error) {
          if (ended.signal.aborted && lines.length === 0) throw error;
          output.write(`${error instanceof Error ? error.message : String(error)}\n`);
        }
      }
    },
    close: () => terminal.close(),
  };
}
