import type { IncomingMessage } from 'node:http';
import { listen } from '../http/listener.js';
import type { Reply } from '../http/reply.js';
import { createRouter } from '../http/router.js';
import type { Simulator, SimulatorOptions } from '../simulator.js';
import { credential, isAuthorized } from './authorization.js';
import { latencyMs, leastWorkOf, limitNames } from './limits.js';
import { createRoutes } from './routes.js';
import { truthOf } from './truth.js';
import { changeWorld, createWorld } from './world.js';

/** Codeberg: repositories with issues and milestones, comments and files of issues, and people who work on them. */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now = Date.now, pageSize } = options;
  const world = createWorld(options);
  const calls = new Map<string, number>();
  const route = createRouter(createRoutes(world, pageSize));

  function answer(request: IncomingMessage): Reply {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const found = route(request.method ?? 'GET', url.pathname);
    const endpoint = `${request.method} ${found?.endpoint.template ?? url.pathname}`;
    calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
    if (!isAuthorized(request.headers.authorization))
      return failure(401, 'invalid username, password or token');
    const reply = found?.endpoint.answer({
      value: (name) => found.pathValues.get(name) ?? '',
      query: url.searchParams,
      range: request.headers.range,
    });
    return reply ?? failure(404, "The target couldn't be found.");
  }

  const { url, close } = await listen(options.port ?? 0, async (request) => answer(request), now);
  return {
    system: 'codeberg',
    url,
    connection: { base_url: url, ...credential },
    externalSyncUnitIds: world.lists.map(({ id }) => id),
    calls: () => new Map(calls),
    limitNames,
    refusals: () => new Map(),
    latencyMs,
    leastWork: (unitId) =>
      leastWorkOf(
        world.tasks.filter(({ list }) => list === unitId),
        pageSize,
      ),
    applyChanges: (changes) => changeWorld(world, changes, now()),
    truth: (unitId) => truthOf(world, unitId),
    close,
  };
}

function failure(status: number, message: string): Reply {
  return { status, json: { message, url: 'https://codeberg.org/api/swagger' } };
}
