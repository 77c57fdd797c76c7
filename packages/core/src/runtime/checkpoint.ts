import type { ArtifactWriter } from '../artifacts/artifact-writer.js';
import type { StateStore } from '../state/state-store.js';
import type { Clock } from '../time/clock.js';
import type { OutboxQueue } from './outbox.js';

/** How long and how much may be repeated after a crash. */
export interface CheckpointPolicy {
  intervalMs: number;
  items: number;
  /**
   * The first checkpoint of an invocation comes after this much: a process that is killed again and again before it
   * gets far still moves on a little each time.
   */
  firstItems: number;
}

/** Makes progress durable: data first, then the state that says so. */
export interface Checkpoints {
  /** Counts work since the last checkpoint. */
  worked(items: number): void;
  isDue(): boolean;
  /**
   * Uploads what was written and saves the state with the artifacts in the outbox.
   * `begin` is called first and says what has been written by now; what it returns is called once all of that is
   * confirmed, moves cursors, and tells whether any has moved. The order is the promise: the saved state never passes unconfirmed records, also
   * when others go on writing meanwhile.
   */
  save(begin: () => () => boolean): Promise<void>;
}

export function createCheckpoints(options: {
  writer: ArtifactWriter;
  store: StateStore;
  outbox: OutboxQueue;
  policy: CheckpointPolicy;
  onArtifact?: (artifact: { id: string; item_type: string }) => void;
  announce: () => void;
  clock: Clock;
}): Checkpoints {
  const { writer, store, outbox, policy, onArtifact, announce } = options;
  const { now } = options.clock;
  let items = 0;
  let dueItems = policy.firstItems;
  let savedAt = now();
  return {
    worked(count) {
      items += count;
    },
    isDue: () => items >= dueItems || (items > 0 && now() - savedAt >= policy.intervalMs),
    async save(begin) {
      const advance = begin();
      const saved = items;
      await writer.flush();
      const confirmed = writer.takeConfirmed();
      for (const artifact of confirmed) onArtifact?.(artifact);
      outbox.add(confirmed);
      const hasMoved = advance();
      if (hasMoved) {
        store.state.stalledInvocations = 0;
        store.state.outageDelays = 0;
      }
      await store.save();
      if (hasMoved) announce();
      // What was done meanwhile is not in this checkpoint and counts towards the next.
      items -= saved;
      if (saved > 0) dueItems = policy.items;
      savedAt = now();
    },
  };
}
