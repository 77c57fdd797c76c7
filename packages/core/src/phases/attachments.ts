import { readArtifact } from '../artifacts/artifact-reader.js';
import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { ContractViolation, RateLimitedError } from '../errors.js';
import type { AttachmentItem } from '../metadata/record-type.js';
import { createCheckpoints } from '../runtime/checkpoint.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import type { OutboxQueue } from '../runtime/outbox.js';
import type { StateStore } from '../state/state-store.js';
import type { ProcessedAttachment } from '../state/sync-state.js';
import { attachmentFromWire, attachmentLink } from './attachment-records.js';
import { transferFile } from './file-transfer.js';
import { createOutageWatch } from './outage-watch.js';
import type { PhaseOutcome } from './phase-outcome.js';
import { createSkipCounter } from './skip-counter.js';

const checkpointPolicy = { intervalMs: 30_000, items: 50, firstItems: 5 };
/** Files under way at once; the official default of 1 makes files the slowest part of every import. */
const concurrency = 10;

/** Why no more files are started; the first reason counts. */
type Stop =
  | { kind: 'interrupted' }
  | { kind: 'delayed'; delaySeconds: number }
  | { kind: 'failed'; error: unknown };

/** Fetches the files listed in the data phase and streams them to the platform. */
export async function extractAttachments(
  invocation: Invocation,
  store: StateStore,
  outbox: OutboxQueue,
): Promise<PhaseOutcome> {
  const { connector, deadline, platform, log } = invocation;
  const { attachments } = store.state;
  const writer = createArtifactWriter({ platform });
  const skips = createSkipCounter(store.state, log);
  const outages = createOutageWatch();
  const checkpoints = createCheckpoints({
    writer,
    store,
    outbox,
    policy: checkpointPolicy,
    announce: invocation.announceCheckpoint,
  });
  /** Handled, but not yet known to be confirmed. */
  let handled: ProcessedAttachment[] = [];
  let stop: Stop | undefined;
  /** Only one transfer saves at a time; the others go on. */
  let saving: Promise<void> | undefined;

  const save = (): Promise<void> =>
    checkpoints.save(() => {
      const confirmedSoon = handled;
      handled = [];
      return () => attachments.processed.push(...confirmedSoon);
    });

  while (attachments.artifactIds[0] !== undefined && !stop) {
    const files = await pendingFiles(attachments.artifactIds[0]);
    await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, () => transferAll(files)));
    await saving;
    await save();
    if (stop === undefined && files.length === 0) {
      attachments.artifactIds.shift();
      attachments.processed = [];
      if (mustPause()) stop = { kind: 'interrupted' };
    }
  }
  await store.save();
  if (attachments.artifactIds.length === 0 || !stop) return { outcome: 'done' };
  if (stop.kind === 'failed') throw stop.error;
  return stop.kind === 'delayed'
    ? { outcome: 'delayed', delaySeconds: stop.delaySeconds }
    : { outcome: 'progress' };

  function mustPause(): boolean {
    return deadline.softReached || outbox.isFull();
  }

  async function transferAll(files: AttachmentItem[]): Promise<void> {
    while (!stop) {
      const file = files.pop();
      if (!file) return;
      try {
        await deliver(file, files);
        if (checkpoints.isDue() && !saving) {
          saving = save().finally(() => {
            saving = undefined;
          });
          await saving;
        }
      } catch (error) {
        stop ??= stopFor(error);
        files.push(file);
      }
      if (mustPause() && files.length > 0) stop ??= { kind: 'interrupted' };
    }
  }

  async function deliver(file: AttachmentItem, waiting: AttachmentItem[]): Promise<void> {
    if (!connector.openAttachment) {
      throw new ContractViolation('The connector lists attachments but has no openAttachment to read them.');
    }
    const result = await transferFile(file, connector.openAttachment, invocation);
    if ('error' in result) {
      const verdict = outages.failed(fileKey(file), result.error);
      if (verdict === 'outage') throw result.error;
      if (verdict === 'postpone') {
        waiting.unshift(file);
        return;
      }
      skips.skip('attachments', file.id, result.error);
      skips.check();
    } else {
      const line = attachmentLink(file, result.artifactId);
      await writer.add({ itemType: 'ssor_attachment', line });
      skips.delivered();
      outages.succeeded();
      if (file.bytes !== undefined && result.bytes !== file.bytes)
        skips.remarkSize(file.id, file.bytes, result.bytes);
    }
    handled.push({ id: file.id, parent_id: file.parentId, status: 'error' in result ? 'failed' : 'success' });
    checkpoints.worked(1);
  }

  /** Files of one artifact that earlier invocations have not handled, last one first. */
  async function pendingFiles(artifactId: string): Promise<AttachmentItem[]> {
    const processed = new Set(attachments.processed.map(({ id, parent_id }) => `${id}\n${parent_id}`));
    const files: AttachmentItem[] = [];
    for await (const record of readArtifact(await platform.downloadArtifact(artifactId))) {
      const file = attachmentFromWire(record);
      const key = fileKey(file);
      if (!processed.has(key)) files.push(file);
      // A record that was extracted twice is still one file.
      processed.add(key);
    }
    return files.reverse();
  }
}

function fileKey({ id, parentId }: AttachmentItem): string {
  return `${id}\n${parentId}`;
}

function stopFor(error: unknown): Stop {
  if (error instanceof RateLimitedError) return { kind: 'delayed', delaySeconds: error.delaySeconds };
  if (error instanceof DeadlineReached) return { kind: 'interrupted' };
  return { kind: 'failed', error };
}
