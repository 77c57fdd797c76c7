import { NotFoundError, UnexpectedResponseError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { sprintSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { sprintItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { requestCategory } from '../record-names.js';
import { sprints as sprintType } from '../record-types.js';

/** All sprints of the project's boards, once; later runs bring those that changed issues are in. */
export const sprints = kit.stream({
  name: 'sprints',
  delivers: { sprints: sprintType },
  /** Boards in the order of their ids, so that a board that is gone is no reason to start again. */
  cursor: z.object({ boardId: z.number(), startAt: z.number() }),

  async *pages({ client, cursor, window, metadata, externalSyncUnit }) {
    if (window.from !== undefined) return;
    const isServiceDesk = Object.values(metadata.record_types).some(
      ({ category }) => category === requestCategory.key,
    );
    if (isServiceDesk) return;
    const met = new Set<unknown>();
    for (const boardId of await boardsWithSprints(client, externalSyncUnit.id)) {
      if (cursor !== undefined && boardId < cursor.boardId) continue;
      let startAt = cursor?.boardId === boardId ? cursor.startAt : 0;
      for (;;) {
        const page = await client.sprintPage(boardId, startAt).catch(noSprints);
        if (page === undefined || page.values.length === 0) break;
        startAt += page.values.length;
        // A sprint is shown by every board whose filter finds one of its issues.
        const fresh = page.values.filter((raw) => isNew(raw, met));
        yield { records: { sprints: fresh }, cursor: { boardId, startAt } };
        if (page.isLast === true) break;
      }
    }
  },

  normalize: { sprints: (raw) => sprintItem(parse(sprintSchema, raw, 'sprint')) },
});

async function boardsWithSprints(client: JiraClient, projectId: string): Promise<number[]> {
  const found = new Set<number>();
  for (let startAt = 0; ; ) {
    const page = await client.boardPage(projectId, startAt).catch(noSoftware);
    if (page === undefined) return [];
    for (const { id, type } of page.values) if (type !== 'kanban') found.add(id);
    startAt += page.values.length;
    if (page.isLast === true || page.values.length === 0)
      return [...found].sort((left, right) => left - right);
  }
}

const idSchema = z.object({ id: z.number() });

/** One without an id is passed on: it is named as it is normalized. */
function isNew(raw: unknown, met: Set<unknown>): boolean {
  const { data } = z.safeParse(idSchema, raw);
  if (data === undefined) return true;
  if (met.has(data.id)) return false;
  met.add(data.id);
  return true;
}

/** A site without Jira Software has no boards. */
function noSoftware(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}

/** Jira answers 400 for a board that has no sprints, which its type does not always tell. */
function noSprints(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  if (error instanceof UnexpectedResponseError && error.status === 400) return undefined;
  throw error;
}
