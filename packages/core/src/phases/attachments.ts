import { readArtifact } from '../artifacts/artifact-reader.js';
import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { ContractViolation, RateLimitedError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { AttachmentItem } from '../metadata/record-type.js';
import { createCheckpoints } from '../runtime/checkpoint.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import type { OutboxQueue } from '../runtime/outbox.js';
import type { StateStore } from '../state/state-store.js';
import { transferFile } from './file-transfer.js';
import type { PhaseOutcome } from './phase-outcome.js';
import { createSkipCounter } from './skip-counter.js';

const checkpointPolicy = { intervalMs: 30_000, items: 50 };
/** Files under way at once; the official default of 1 makes files the slowest part of every import. */
const concurrency = 10;

/** Fetches the files listed in the data phase and streams them to the platform. */
export async function extractAttachments(
  invocation: Invocation,
  store: StateStore,
  outbox: OutboxQueue,
): Promise<PhaseOutcome> {
  const { connector, deadline, platform, log } = invocation;
  const { attachments } = store.state;
  const { openAttachment } = connector;
  const writer = createArtifactWriter({ platform });
  const skips = createSkipCounter(store.state, log);
  const checkpoints = createCheckpoints({
    writer,
    store,
    outbox,
    policy: checkpointPolicy,
    announce: invocation.announceCheckpoint,
  });
  let delaySeconds: number | undefined;
  let isInterrupted = false;
  /** Only one worker saves at a time; the others go on streaming. */
  let saving: Promise<void> | undefined;

  for (let artifactId = attachments.artifactIds[0]; artifactId; artifactId = attachments.artifactIds[0]) {
    const items = await pendingItems(artifactId);
    if (!openAttachment && items.length > 0) {
      throw new ContractViolation('The connector lists attachments but has no openAttachment to read them.');
    }
    try {
      await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, () => work(items)));
    } finally {
      await saving;
    }
    if (delaySeconds !== undefined || isInterrupted) break;
    await checkpoints.save(() => {
      attachments.artifactIds.shift();
      attachments.processed = [];
    });
    if (mustStop()) break;
  }
  if (delaySeconds === undefined && !isInterrupted && attachments.artifactIds.length === 0)
    return { outcome: 'done' };
  await checkpoints.save();
  return delaySeconds === undefined ? { outcome: 'progress' } : { outcome: 'delayed', delaySeconds };

  function mustStop(): boolean {
    return delaySeconds !== undefined || isInterrupted || deadline.softReached || outbox.isFull();
  }

  async function work(items: AttachmentItem[]): Promise<void> {
    while (!mustStop()) {
      const item = items.pop();
      if (!item) return;
      try {
        await deliver(item);
      } catch (error) {
        if (error instanceof RateLimitedError) delaySeconds = Math.max(delaySeconds ?? 0, error.delaySeconds);
        else if (error instanceof DeadlineReached) isInterrupted = true;
        else throw error;
        return;
      }
      checkpoints.worked(1);
      if (checkpoints.isDue() && !saving) {
        saving = checkpoints.save().finally(() => {
          saving = undefined;
        });
        await saving;
      }
    }
    if (items.length > 0) isInterrupted = true;
  }

  async function deliver(item: AttachmentItem): Promise<void> {
    const result = await transferFile(item, invocation);
    if ('error' in result) {
      skips.skip('attachments', item.id, result.error);
      skips.check();
    } else {
      await writer.add({
        itemType: 'ssor_attachment',
        id: item.id,
        createdDate: undefined,
        modifiedDate: undefined,
        line: link(item, result.artifactId),
      });
      skips.delivered();
    }
    attachments.processed.push({
      id: item.id,
      parent_id: item.parentId,
      status: 'error' in result ? 'failed' : 'success',
    });
  }

  async function pendingItems(artifactId: string): Promise<AttachmentItem[]> {
    const handled = new Set(attachments.processed.map(({ id, parent_id }) => `${id}\n${parent_id}`));
    const items: AttachmentItem[] = [];
    for await (const record of readArtifact(await platform.downloadArtifact(artifactId))) {
      const item = attachmentFromWire(record);
      if (!handled.has(`${item.id}\n${item.parentId}`)) items.push(item);
    }
    return items.reverse();
  }
}

/** Source: devrev/adaas-sdk v1.20 `src/types/extraction.ts` (SsorAttachment). */
function link(item: AttachmentItem, artifactId: string): string {
  return JSON.stringify({
    id: { devrev: artifactId, external: item.id },
    parent_id: { external: item.parentId },
    ...(item.authorId && { actor_id: { external: item.authorId } }),
    ...(item.inline !== undefined && { inline: item.inline }),
  });
}

function attachmentFromWire(record: unknown): AttachmentItem {
  const wire = isJsonObject(record) ? record : {};
  const text = (key: string) =>
    typeof wire[key] === 'string' || typeof wire[key] === 'number' ? String(wire[key]) : '';
  return {
    id: text('id'),
    url: text('url'),
    fileName: text('file_name'),
    parentId: text('parent_id'),
    ...(text('author_id') && { authorId: text('author_id') }),
    ...(typeof wire.inline === 'boolean' && { inline: wire.inline }),
    ...(text('content_type') && { contentType: text('content_type') }),
    ...(text('grand_parent_id') && { grandParentId: text('grand_parent_id') }),
  };
}
