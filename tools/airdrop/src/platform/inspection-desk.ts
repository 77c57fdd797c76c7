import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { builtModule } from '../built-module.js';
import { type ArtifactInspection, inspectArtifact } from './artifact-inspection.js';

/** Compressed size up to which reading a file in place is quicker than handing it to the thread, in bytes. */
const inlineBytes = 128 * 1024;

export interface InspectionDesk {
  /** Reads a data file once; asking again for the same key gives the same answer. */
  inspect(key: string, file: string): Promise<ArtifactInspection>;
  /** Forgets an answer, because the file was replaced or is no longer of interest. */
  forget(key: string): void;
  close(): Promise<void>;
}

export function createInspectionDesk(): InspectionDesk {
  const answers = new Map<string, Promise<ArtifactInspection>>();
  const waiting = new Map<number, (inspection: ArtifactInspection) => void>();
  let thread: Worker | undefined;
  let tickets = 0;

  function startThread(): Worker {
    const started = new Worker(builtModule('./inspection-thread.js', import.meta.url));
    started.unref();
    started.on('message', ({ ticket, inspection }: { ticket: number; inspection: ArtifactInspection }) => {
      waiting.get(ticket)?.(inspection);
      waiting.delete(ticket);
    });
    started.on('error', (error) => {
      thread = undefined;
      for (const answer of waiting.values()) {
        answer({ records: 0, misfits: {}, namedArtifacts: [], unreadable: error.message });
      }
      waiting.clear();
    });
    return started;
  }

  async function read(file: string): Promise<ArtifactInspection> {
    const { size } = await stat(file);
    if (size <= inlineBytes) return inspectArtifact(file);
    thread ??= startThread();
    const worker = thread;
    tickets += 1;
    const ticket = tickets;
    return new Promise((resolve) => {
      waiting.set(ticket, resolve);
      worker.postMessage({ ticket, file });
    });
  }

  return {
    inspect(key, file) {
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = read(file);
      answers.set(key, answer);
      return answer;
    },
    forget: (key) => void answers.delete(key),
    async close() {
      await thread?.terminate();
      thread = undefined;
    },
  };
}
