import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageBean } from '../http/pages.js';
import { listParameter } from '../http/parameters.js';
import { projectAvatarUrls } from '../render/catalogue.js';
import { sprintJson } from '../render/sprints.js';
import type { Site } from '../site.js';
import { type Board, boardsOf, boardsOn, sprintsOfBoard } from '../world/sprints.js';
import { browsableProjects, findProject } from '../world/world.js';

/** Jira Software: boards and their sprints, with ids that are numbers. */
export const agileEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/agile/1.0/board', answer: listBoards },
  { method: 'GET', template: '/rest/agile/1.0/board/{boardId}/sprint', answer: listSprints },
];

function listBoards(call: Call, site: Site): Reply {
  const types = listParameter(call, 'type');
  const wanted = call.url.searchParams.get('projectKeyOrId');
  const project = wanted === null ? undefined : findProject(site.world, wanted);
  const listed =
    wanted === null ? boardsOn(site.world) : project ? boardsOf(site.world, project.definition.id) : [];
  const boards = listed.filter(({ type }) => types.length === 0 || types.includes(type));
  return ok(
    pageBean(
      call,
      site,
      boards.map((board) => boardJson(site, board)),
      { whenAbsent: 50, most: 50 },
    ),
  );
}

function listSprints(call: Call, site: Site): Reply {
  const board = boardsOn(site.world).find(({ id }) => String(id) === call.pathValue('boardId'));
  if (board === undefined) {
    throw failure(
      404,
      `Board with id ${call.pathValue('boardId')} does not exist or you do not have permission to view it.`,
    );
  }
  if (board.type !== 'scrum') throw failure(400, 'The board does not support sprints');
  const states = listParameter(call, 'state');
  const sprints = sprintsOfBoard(board)
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .map((sprint) => {
      const { boardId, ...json } = sprintJson(sprint);
      return {
        self: `${site.url}/rest/agile/1.0/sprint/${sprint.id}`,
        ...json,
        ...(sprint.startMs === undefined
          ? {}
          : { createdDate: new Date(sprint.startMs - 86_400_000).toISOString() }),
        originBoardId: boardId,
      };
    });
  return ok(pageBean(call, site, sprints, { whenAbsent: 50, most: 50 }));
}

function boardJson(site: Site, { id, name, type, projectId }: Board): Record<string, unknown> {
  const project = browsableProjects(site.world).find(({ definition }) => definition.id === projectId);
  return {
    id,
    self: `${site.url}/rest/agile/1.0/board/${id}`,
    name,
    type,
    location: {
      projectId: Number(projectId),
      displayName: `${project?.definition.name} (${project?.definition.key})`,
      projectName: project?.definition.name,
      projectKey: project?.definition.key,
      projectTypeKey: project?.definition.projectTypeKey,
      avatarURI: projectAvatarUrls(site)['24x24'],
      name: `${project?.definition.name} (${project?.definition.key})`,
    },
    isPrivate: false,
  };
}
