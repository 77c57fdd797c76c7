import type { KindName } from './kinds.js';
import type { World } from './model.js';
import { bear, change, idOf, indexOf, readRow } from './rows.js';
import { threadAt } from './threads.js';

/** How records end, in ways that searches by date do not show. */
export interface Lifecycle {
  /** Moves a record to the archive; its modified date stays. */
  archive(kind: KindName, id: string): void;
  /** Takes it back, with its old dates. */
  restore(kind: KindName, id: string): void;
  /** Makes a third record of two, or the first of both where merges are of the old style; old ids lead to it. Returns its id. */
  merge(kind: KindName, primaryId: string, otherId: string): string;
  /** Deletes for good: neither listed, searched nor archived. */
  erase(kind: KindName, id: string): void;
  /** Puts these in place of the records of a type that a record is associated with; no date moves. */
  associate(kind: KindName, id: string, to: KindName, targetIds: readonly string[]): void;
  /** Lets a record refuse so many writes because something else works on it. */
  lock(kind: KindName, id: string, writes: number): void;
  /** Takes a conversation for spam. */
  markSpam(threadId: string): void;
  /** Takes a conversation out of the list, into that of archived ones. */
  archiveThread(threadId: string): void;
}

export function lifecycleOf(world: World): Lifecycle {
  const overrideOf = (kind: KindName, id: string) => {
    const index = indexOf(world, kind, id);
    if (index === undefined) throw new Error(`The simulated portal has no ${kind} ${id}.`);
    return { index, override: change(world, kind, index, readRow(world, kind, index).updatedAt) };
  };
  const threadIndex = (threadId: string) => {
    const thread = threadAt(world, threadId);
    if (thread === undefined) throw new Error(`The simulated portal has no thread ${threadId}.`);
    return thread.index;
  };
  return {
    archive(kind, id) {
      overrideOf(kind, id).override.archivedAt = world.now();
    },
    restore(kind, id) {
      delete overrideOf(kind, id).override.archivedAt;
    },
    merge(kind, primaryId, otherId) {
      if (world.mergesKeepId) return mergeInto(world, kind, overrideOf(kind, primaryId).index, otherId);
      const into = bear(world, kind, world.now(), {
        values: { hs_merged_object_ids: `${primaryId};${otherId}` },
      });
      for (const id of [primaryId, otherId]) overrideOf(kind, id).override.gone = { into };
      return idOf(world, kind, into);
    },
    erase(kind, id) {
      overrideOf(kind, id).override.gone = {};
    },
    associate(kind, id, to, targetIds) {
      const targets = targetIds.map((target) => overrideOf(to, target).index);
      const { override } = overrideOf(kind, id);
      override.related = { ...override.related, [to]: targets };
    },
    lock(kind, id, writes) {
      world.locks.set(`${kind} ${id}`, writes);
    },
    markSpam(threadId) {
      world.spam.add(threadIndex(threadId));
    },
    archiveThread(threadId) {
      world.archivedThreads.add(threadIndex(threadId));
    },
  };
}

/** The old style: the other record is gone, and its id leads to the one that stays. */
function mergeInto(world: World, kind: KindName, primary: number, otherId: string): string {
  const other = indexOf(world, kind, otherId);
  if (other === undefined) throw new Error(`The simulated portal has no ${kind} ${otherId}.`);
  const earlier = readRow(world, kind, primary).override?.values.hs_merged_object_ids;
  const { values } = change(world, kind, primary, world.now());
  values.hs_merged_object_ids = earlier ? `${earlier};${otherId}` : otherId;
  change(world, kind, other, readRow(world, kind, other).updatedAt).gone = { into: primary };
  return idOf(world, kind, primary);
}
