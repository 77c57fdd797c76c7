import { BOARD_ID, type Sprint } from '../world/sprints.js';

/** Sprint times are in UTC with `Z`, unlike every other timestamp of an issue. */
export function sprintJson(sprint: Sprint): Record<string, unknown> {
  const { id, name, state, goal, startMs, endMs } = sprint;
  return {
    id,
    name,
    state,
    boardId: BOARD_ID,
    goal,
    ...(startMs === undefined ? {} : { startDate: new Date(startMs).toISOString() }),
    ...(endMs === undefined ? {} : { endDate: new Date(endMs).toISOString() }),
    ...(state === 'closed' && endMs !== undefined ? { completeDate: new Date(endMs).toISOString() } : {}),
  };
}
