import { draw, salt } from '../../random/draw.js';
import type { Issue } from './model.js';

export interface Sprint {
  /** A JSON number, unlike other ids. */
  id: number;
  name: string;
  state: 'closed' | 'active' | 'future';
  goal: string;
  startMs?: number;
  endMs?: number;
}

const SPRINT = salt('sprint');
const COUNT = 14;
const FIRST_START_MS = Date.UTC(2023, 2, 6, 9, 30);
const LENGTH_MS = 60 * 86_400_000;
export const BOARD_ID = 2;

const SPRINTS: readonly Sprint[] = Array.from({ length: COUNT }, (_, position): Sprint => {
  const base = {
    id: 31 + position,
    name: `Sprint ${position + 1}, "blue"`,
    goal: position % 3 === 0 ? '' : 'Ship it',
  };
  if (position === COUNT - 1) return { ...base, state: 'future' };
  const startMs = FIRST_START_MS + position * LENGTH_MS;
  return {
    ...base,
    state: position === COUNT - 2 ? 'active' : 'closed',
    startMs,
    endMs: startMs + LENGTH_MS,
  };
});

export interface Board {
  /** A JSON number, unlike other ids. */
  id: number;
  name: string;
  type: 'scrum' | 'kanban';
  projectId: string;
}

/** A scrum board and a kanban board, which has no sprints, of the one project that works in sprints. */
export const BOARDS: readonly Board[] = [
  { id: BOARD_ID, name: 'Demo sprints', type: 'scrum', projectId: '10000' },
  { id: 5, name: 'Demo flow', type: 'kanban', projectId: '10000' },
];

export function boardsOf(projectId: string): readonly Board[] {
  return BOARDS.filter((board) => board.projectId === projectId);
}

/** All sprints an issue ever was in, oldest first; never any in a service project. */
export function sprintsOf(issue: Issue): readonly Sprint[] {
  if (issue.home.definition.projectTypeKey === 'service_desk') return [];
  const drawn = draw(issue.project.seed, SPRINT, issue.index);
  const count = [0, 0, 1, 1, 2, 3][drawn % 6] ?? 0;
  const first = (drawn >>> 4) % (COUNT - 2);
  return SPRINTS.slice(first, first + count);
}

/** All sprints of the board of a project, oldest first. */
export function sprintsOfBoard(boardId: number): readonly Sprint[] {
  return boardId === BOARD_ID ? SPRINTS : [];
}
