import { draw, salt } from '../../random/draw.js';
import type { Issue } from './model.js';
import { isMade, writtenSprint } from './written-issue.js';

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
  /** `simple` boards have sprints when their team works in them; the ones here do not. */
  type: 'scrum' | 'kanban' | 'simple';
  projectId: string;
  /** Other projects whose issues its filter finds; it is listed for them too. */
  alsoOf?: readonly string[];
}

/** A scrum board and a kanban board, which has no sprints, of the one project that works in sprints. */
const BOARDS: readonly Board[] = [
  { id: BOARD_ID, name: 'Demo sprints', type: 'scrum', projectId: '10000' },
  { id: 5, name: 'Demo flow', type: 'kanban', projectId: '10000' },
];
/** Boards of another project that find issues of the first one: one has sprints of both, one does not say it has none. */
const SHARED_BOARDS: readonly Board[] = [
  { id: 3, name: 'All products', type: 'scrum', projectId: '10003', alsoOf: ['10000'] },
  { id: 4, name: 'Everything else', type: 'simple', projectId: '10003', alsoOf: ['10000'] },
];
const SHARED_SPRINTS = SPRINTS.slice(-5);

export function boardsOn({ hasSharedBoards }: { hasSharedBoards: boolean }): readonly Board[] {
  return hasSharedBoards ? [...BOARDS, ...SHARED_BOARDS] : BOARDS;
}

/** Boards that are listed for a project, wherever they are. */
export function boardsOf(world: { hasSharedBoards: boolean }, projectId: string): readonly Board[] {
  return boardsOn(world).filter(
    (board) => board.projectId === projectId || board.alsoOf?.includes(projectId) === true,
  );
}

/** All sprints an issue ever was in, oldest first; never any in a service project. */
export function sprintsOf(issue: Issue): readonly Sprint[] {
  if (issue.home.definition.projectTypeKey === 'service_desk') return [];
  const chosen = writtenSprint(issue);
  const former = isMade(issue) ? [] : drawnSprints(issue);
  if (chosen === undefined) return former;
  // What is closed stays with an issue that is put into another sprint.
  const put = SPRINTS.filter(({ id }) => id === chosen);
  return [...former.filter((sprint) => sprint.state === 'closed' && !put.includes(sprint)), ...put];
}

/** Sprint by id; undefined for one that there is not. */
export function findSprint(id: string): Sprint | undefined {
  return SPRINTS.find((sprint) => String(sprint.id) === id);
}

function drawnSprints(issue: Issue): readonly Sprint[] {
  const drawn = draw(issue.project.seed, SPRINT, issue.index);
  const count = [0, 0, 1, 1, 2, 3][drawn % 6] ?? 0;
  const first = (drawn >>> 4) % (COUNT - 2);
  return SPRINTS.slice(first, first + count);
}

/** Every sprint with an issue that the board finds, oldest first, also one that was made on another board. */
export function sprintsOfBoard({ id, type, alsoOf }: Board): readonly Sprint[] {
  if (type !== 'scrum') return [];
  return id === BOARD_ID ? SPRINTS : alsoOf === undefined ? [] : SHARED_SPRINTS;
}
