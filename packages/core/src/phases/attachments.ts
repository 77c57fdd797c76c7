import { readArtifact } from '../artifacts/artifact-reader.js';
import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { ContractViolation, RecordError } from '../errors.js';
import type { AttachmentItem } from '../metadata/item.js';
import { createCheckpoints } from '../runtime/checkpoint.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import type { OutboxQueue } from '../runtime/outbox.js';
import { maxStalledInvocations } from '../runtime/stalls.js';
import type { StateStore } from '../state/state-store.js';
import type { ProcessedAttachment } from '../state/sync-state.js';
import { attachmentFromWire, attachmentLink } from './attachment-records.js';
import { transferFile } from './file-transfer.js';
import { createOutageWatch } from './outage-watch.js';
import type { PhaseOutcome } from './phase-outcome.js';
import { createSkipCounter } from './skip-counter.js';
import { createTransferPool, type TransferEnd } from './transfer-pool.js';

const checkpointPolicy = { intervalMs: 30_000, items: 50, firstItems: 5 };
/**
 * Files whose lists are worked off together, so that a run of many short lists does not empty its lanes at the end of
 * each. What was handled of them is kept in the state until all are: about 100 bytes a file.
 */
const filesTogether = 1000;
/** Files that are brought and saved before more are begun: a process that is killed often still gets on. */
const fewFiles = 2;

/** Why no more files are started; the first reason counts. */
type Stop = { kind: 'interrupted' } | { kind: 'failed'; error: unknown };

/** Fetches the files listed in the data phase and streams them to the platform. */
export async function extractAttachments(
  invocation: Invocation,
  store: StateStore,
  outbox: OutboxQueue,
): Promise<PhaseOutcome> {
  const { connector, deadline, platform, clock, log } = invocation;
  const { attachments } = store.state;
  const writer = createArtifactWriter({ platform, clock });
  const skips = createSkipCounter(store.state, 'attachments', log);
  const outages = createOutageWatch();
  const checkpoints = createCheckpoints({
    writer,
    store,
    outbox,
    policy: checkpointPolicy,
    announce: invocation.announceCheckpoint,
    clock,
  });
  // What did not fit beside others may fit alone; after that it is known which one does not.
  const most = store.state.stalledInvocations > 1 ? 1 : invocation.filesAtOnce;
  const pool = createTransferPool({
    now: clock.now,
    heldBytes: invocation.heldBytes,
    ...(most !== undefined && { first: most, maximum: most }),
  });
  /** Handled, but not yet known to be confirmed. */
  let handled: ProcessedAttachment[] = [];
  let stop: Stop | undefined;
  /** Only one transfer saves at a time; the others go on. */
  let saving: Promise<void> | undefined;

  const save = (): Promise<void> =>
    checkpoints.save(() => {
      const confirmedSoon = handled;
      const tally = skips.counts();
      handled = [];
      return () => {
        attachments.processed.push(...confirmedSoon);
        store.state.tally.attachments = tally;
        return confirmedSoon.length > 0;
      };
    });

  let isFirst = true;
  while (attachments.artifactIds.length > 0 && !stop) {
    const { files, lists } = await nextFiles();
    if (isFirst) {
      const few = files.splice(-fewFiles);
      // A second chance comes after all others had their first.
      await transferTogether(few, files);
      files.push(...few);
      isFirst = false;
    }
    await transferTogether(files);
    if (stop === undefined && files.length === 0) {
      attachments.artifactIds.splice(0, lists);
      attachments.processed = [];
      if (mustPause()) stop = { kind: 'interrupted' };
    }
  }
  await store.save();
  if (attachments.artifactIds.length === 0 || !stop) return 'done';
  if (stop.kind === 'failed') throw stop.error;
  return 'progress';

  /**
   * Takes files from the end of the list until it is empty or time is up, and saves what was handled.
   * @param later list that files to be tried again are put at the far end of
   */
  async function transferTogether(files: AttachmentItem[], later = files): Promise<void> {
    if (stop) return;
    const running = new Set<Promise<void>>();
    for (;;) {
      while (!stop && pool.hasRoom()) {
        const file = files.pop();
        if (!file) break;
        const ended = transfer(file, files, later).finally(() => running.delete(ended));
        running.add(ended);
      }
      if (running.size === 0) break;
      await Promise.race(running);
    }
    await saving;
    await save();
  }

  function mustPause(): boolean {
    return deadline.softReached || outbox.isFull();
  }

  async function transfer(
    file: AttachmentItem,
    files: AttachmentItem[],
    later: AttachmentItem[],
  ): Promise<void> {
    const running = pool.start();
    try {
      running.end(await deliver(file, later));
      if (checkpoints.isDue() && !saving) {
        saving = save().finally(() => {
          saving = undefined;
        });
        await saving;
      }
    } catch (error) {
      running.end('failed');
      if (fitsIntoNoInvocation(error)) giveUp(file, neverFits());
      else files.push(file);
      stop ??= error instanceof DeadlineReached ? { kind: 'interrupted' } : { kind: 'failed', error };
    }
    if (mustPause() && files.length > 0) stop ??= { kind: 'interrupted' };
  }

  async function deliver(file: AttachmentItem, later: AttachmentItem[]): Promise<TransferEnd> {
    if (!connector.openAttachment) {
      throw new ContractViolation('The connector lists attachments but has no openAttachment to read them.');
    }
    const result = await transferFile(file, connector.openAttachment, invocation);
    if ('error' in result) {
      const verdict = outages.failed(fileKey(file), result.error);
      if (verdict === 'outage') throw result.error;
      if (verdict === 'postpone') {
        later.unshift(file);
        return 'overloaded';
      }
      giveUp(file, result.error);
      return 'failed';
    }
    const line = attachmentLink(file, result.artifactId);
    await writer.add({ itemType: 'ssor_attachment', line });
    skips.delivered();
    outages.succeeded();
    if (file.bytes !== undefined && result.bytes !== file.bytes)
      skips.remarkSize(file.id, file.bytes, result.bytes);
    note(file, 'success');
    return { bytes: result.bytes };
  }

  function giveUp(file: AttachmentItem, error: unknown): void {
    skips.skip('attachments', file.id, error);
    skips.check();
    note(file, 'failed');
  }

  function note({ id, parentId }: AttachmentItem, status: ProcessedAttachment['status']): void {
    handled.push({ id, parent_id: parentId, status });
    checkpoints.worked(1);
  }

  /** True for a file that ran out of time although it was alone, after invocations that brought nothing either. */
  function fitsIntoNoInvocation(error: unknown): boolean {
    const isLastChance = store.state.stalledInvocations >= maxStalledInvocations;
    return error instanceof DeadlineReached && isLastChance && handled.length === 0;
  }

  /**
   * Files of the next lists that earlier invocations have not handled, last one first. How many lists does not depend
   * on what was handled: the next invocation takes the same ones.
   */
  async function nextFiles(): Promise<{ files: AttachmentItem[]; lists: number }> {
    const handledBefore = new Set(attachments.processed.map(({ id, parent_id }) => `${id}\n${parent_id}`));
    const seen = new Set<string>();
    const files: AttachmentItem[] = [];
    let lists = 0;
    for (const artifactId of attachments.artifactIds) {
      if (seen.size >= filesTogether) break;
      for await (const record of readArtifact(await platform.downloadArtifact(artifactId), clock)) {
        const file = attachmentFromWire(record);
        const key = fileKey(file);
        if (!handledBefore.has(key) && !seen.has(key)) files.push(file);
        // A record that was extracted twice is still one file.
        seen.add(key);
      }
      lists += 1;
    }
    return { files: files.reverse(), lists };
  }
}

function fileKey({ id, parentId }: AttachmentItem): string {
  return `${id}\n${parentId}`;
}

function neverFits(): RecordError {
  return new RecordError(
    `The file did not arrive within one invocation, ${maxStalledInvocations} times in a row, in the end alone. ` +
      'Check how fast the external system delivers it; a later sync tries again when its record changes.',
    { code: 'file_too_slow' },
  );
}
