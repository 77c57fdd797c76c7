import type { ArtifactWriter } from '../artifacts/artifact-writer.js';
import type { StateStore } from '../state/state-store.js';
import type { OutboxQueue } from './outbox.js';

/** How long and how much may be repeated after a crash. */
export interface CheckpointPolicy {
  intervalMs: number;
  items: number;
}

/** Makes progress durable: data first, then the state that says so. */
export interface Checkpoints {
  /** Counts work since the last checkpoint. */
  worked(items: number): void;
  isDue(): boolean;
  /**
   * Uploads what was written and saves the state with the artifacts in the outbox.
   * `begin` is called first and says what has been written by now; what it returns is called once all of that is
   * confirmed, and moves cursors. The order is the promise: the saved state never passes unconfirmed records, also
   * when others go on writing meanwhile.
   */
  save(begin?: () => () => void): Promise<void>;
}

export function createCheckpoints(options: {
  writer: ArtifactWriter;
  store: StateStore;
  outbox: OutboxQueue;
  policy: CheckpointPolicy;
  onArtifact?: (artifact: { id: string; item_type: string }) => void;
  announce: () => void;
  now?: () => number;
}): Checkpoints {
  const { writer, store, outbox, policy, onArtifact, announce, now = Date.now } = options;
  let items = 0;
  let savedAt = now();
  return {
    worked(count) {
      items += count;
    },
    isDue: () => items >= policy.items || (items > 0 && now() - savedAt >= policy.intervalMs),
    async save(begin) {
      const advance = begin?.();
      await writer.flush();
      const confirmed = writer.takeConfirmed();
      for (const artifact of confirmed) onArtifact?.(artifact);
      outbox.add(confirmed);
      advance?.();
      if (items > 0) store.state.stalledInvocations = 0;
      await store.save();
      if (items > 0) announce();
      items = 0;
      savedAt = now();
    },
  };
}
