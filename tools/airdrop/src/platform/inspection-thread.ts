import { parentPort } from 'node:worker_threads';
import { inspectArtifact } from './artifact-inspection.js';

/** Entry of the thread that reads data files: parsing a million records must not stall the platform. */
parentPort?.on('message', async ({ ticket, file }: { ticket: number; file: string }) => {
  parentPort?.postMessage({ ticket, inspection: await inspectArtifact(file) });
});
