import type { EventContext } from '../protocol/event.js';
import { limits } from '../protocol/limits.js';
import { type ArtifactDescriptor, type PhaseReply, replyBody } from '../protocol/reply.js';
import { libraryVersion } from '../version.js';

/**
 * Artifacts waiting to be in an accepted reply. They stay in the saved state until then, so that a process that
 * dies between saving its cursor and being heard loses nothing.
 */
export interface OutboxQueue {
  add(artifacts: readonly ArtifactDescriptor[]): void;
  /** True when the next reply would come near the platform's limit. */
  isFull(): boolean;
  /** As many as fit into one reply, oldest first. */
  next(): { artifacts: readonly ArtifactDescriptor[]; isAll: boolean };
  /** Forgets the first `count`: a reply with them was accepted. */
  accepted(count: number): void;
}

/** @param artifacts the list inside the state document; changed in place. */
export function createOutbox(artifacts: ArtifactDescriptor[], context: EventContext): OutboxQueue {
  const emptyReply: PhaseReply = {
    eventType: 'ATTACHMENT_EXTRACTION_PROGRESS',
    artifacts: [],
    errorMessage: '',
  };
  const fixedBytes = byteLength(replyBody(context, emptyReply, libraryVersion)) + 1_000;
  let bytes = artifacts.reduce((sum, artifact) => sum + descriptorBytes(artifact), fixedBytes);
  return {
    add(added) {
      for (const artifact of added) {
        artifacts.push(artifact);
        bytes += descriptorBytes(artifact);
      }
    },
    isFull: () => bytes >= limits.replyStopBytes,
    next() {
      let used = fixedBytes;
      let count = 0;
      for (const artifact of artifacts) {
        used += descriptorBytes(artifact);
        if (used >= limits.replyMaxBytes - limits.errorMessageMaxCharacters * 4) break;
        count += 1;
      }
      return { artifacts: artifacts.slice(0, count), isAll: count === artifacts.length };
    },
    accepted(count) {
      for (const artifact of artifacts.splice(0, count)) bytes -= descriptorBytes(artifact);
    },
  };
}

function descriptorBytes(artifact: ArtifactDescriptor): number {
  return byteLength(artifact) + 1;
}

function byteLength(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
