import { NotFoundError, UnexpectedResponseError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { type Board, sprintSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { boardItem, sprintItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { requestCategory } from '../record-names.js';
import { boards as boardType, sprints as sprintType } from '../record-types.js';

/** Boards of the project with all their sprints, once; later runs bring the sprints that changed issues are in. */
export const sprints = kit.stream({
  name: 'sprints',
  delivers: { sprints: sprintType, boards: boardType },
  prepare: async ({ client }) => ({ site: await client.site() }),
  /** Boards in the order of their ids, so that a board that is gone is no reason to start again. */
  cursor: z.object({ boardId: z.number(), startAt: z.number() }),

  async *pages({ client, cursor, window, metadata, externalSyncUnit, scope }) {
    if (window.from !== undefined) return;
    const isServiceDesk = Object.values(metadata.record_types).some(
      ({ category }) => category === requestCategory.key,
    );
    if (isServiceDesk) return;
    const met = new Set<unknown>();
    const boards = await boardsOf(client, externalSyncUnit.id);
    if (cursor === undefined && boards.length > 0)
      yield { records: { boards, sprints: none }, cursor: { boardId: 0, startAt: 0 } };
    if (!scope.includes('sprints')) return;
    const withSprints = boards.filter(({ type }) => type !== 'kanban');
    for (const { id: boardId } of withSprints) {
      // What was delivered before is read again, but for the last board: a later one can show the same sprints.
      const isLast = boardId === withSprints.at(-1)?.id;
      let startAt = isLast && cursor?.boardId === boardId ? cursor.startAt : 0;
      for (;;) {
        const page = await client.sprintPage(boardId, startAt).catch(noSprints);
        if (page === undefined || page.values.length === 0) break;
        startAt += page.values.length;
        // A sprint is shown by every board whose filter finds one of its issues.
        const fresh = page.values.filter((raw) => isNew(raw, met));
        const position = { boardId, startAt };
        if (isBehind(position, cursor)) yield { records: { boards: [], sprints: fresh }, cursor: position };
        if (page.isLast === true) break;
      }
    }
  },

  normalize: {
    sprints: (raw) => sprintItem(parse(sprintSchema, raw, 'sprint')),
    boards: (board, { prepared }) => boardItem(board, prepared.site),
  },
});

const none: readonly unknown[] = [];

async function boardsOf(client: JiraClient, projectId: string): Promise<Board[]> {
  const found = new Map<number, Board>();
  for (let startAt = 0; ; ) {
    const page = await client.boardPage(projectId, startAt).catch(noSoftware);
    if (page === undefined) return [];
    for (const board of page.values) found.set(board.id, board);
    startAt += page.values.length;
    if (page.isLast === true || page.values.length === 0)
      return [...found.values()].sort((left, right) => left.id - right.id);
  }
}

type Position = Readonly<{ boardId: number; startAt: number }>;

function isBehind({ boardId, startAt }: Position, cursor: Position | undefined): boolean {
  if (cursor === undefined || boardId !== cursor.boardId) return boardId > (cursor?.boardId ?? 0);
  return startAt > cursor.startAt;
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
