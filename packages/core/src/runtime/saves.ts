import type { Checkpoints } from './checkpoint.js';

/** When checkpoints happen while work goes on. */
export interface Saves {
  /** Resolves when the first one is durable. */
  first: Promise<void>;
  /**
   * Begins a checkpoint if one is due and none is under way. Only the first one is waited for; the others happen beside
   * the work, which the writer holds up when uploads fall behind.
   * @throws what an earlier one failed with
   */
  saveIfDue(): Promise<void>;
  /** Makes everything durable. */
  saveAll(): Promise<void>;
}

export function createSaves(checkpoints: Checkpoints, begin: () => () => boolean): Saves {
  let underWay: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;
  let isFirst = true;
  let resolveFirst = () => {};
  const first = new Promise<void>((resolve) => {
    resolveFirst = resolve;
  });

  async function save(): Promise<void> {
    try {
      await checkpoints.save(begin);
      resolveFirst();
    } catch (error) {
      failure ??= { error };
    } finally {
      underWay = undefined;
    }
  }

  return {
    first,
    async saveIfDue() {
      if (!underWay && !failure && checkpoints.isDue()) {
        underWay = save();
        if (isFirst) await underWay;
        isFirst = false;
      }
      if (failure) throw failure.error;
    },
    async saveAll() {
      await underWay;
      await checkpoints.save(begin);
    },
  };
}
