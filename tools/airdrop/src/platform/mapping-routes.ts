import {
  type Answer,
  type Exchange,
  ok,
  readJsonBody,
  requireRawToken,
  runningInvocation,
} from './exchange.js';
import { isText } from './json-shape.js';
import { refuse } from './protocol-rules.js';

/** `GET /internal/snap-ins.get` → the import slug and the snap-in slug. */
export async function readSnapIn(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  const { context, query } = exchange;
  const snapInId = runningInvocation(exchange).event.context.snap_in_id;
  if (query.get('id') !== snapInId) refuse('mapping-request', `id is ${JSON.stringify(query.get('id'))}.`);
  return ok({
    snap_in: {
      id: snapInId,
      imports: [{ name: context.importSlug }],
      snap_in_version: { slug: context.snapInSlug },
    },
  });
}

/** `POST /internal/airdrop.recipe.blueprints.create` → `{recipe_blueprint: {id}}`. */
export async function createBlueprint(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  runningInvocation(exchange);
  const { body } = await readJsonBody(exchange);
  if (Object.keys(body).length === 0) refuse('mapping-request', 'The blueprint is empty.');
  return ok({ recipe_blueprint: { id: await exchange.context.mappings.createBlueprint(body) } });
}

/** `POST /internal/airdrop.recipe.initial-domain-mappings.install`. */
export async function installMapping(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  const { context } = exchange;
  const { event } = runningInvocation(exchange);
  const { body } = await readJsonBody(exchange);
  const expected = {
    external_system_type: 'ADaaS',
    import_slug: context.importSlug,
    snap_in_slug: context.snapInSlug,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (body[name] !== value) {
      refuse('mapping-request', `${name} is ${JSON.stringify(body[name])} instead of "${value}".`);
    }
  }
  const blueprint = body.starting_recipe_blueprint;
  if (blueprint !== undefined && (!isText(blueprint) || !context.mappings.hasBlueprint(blueprint))) {
    refuse('mapping-request', `The blueprint ${JSON.stringify(blueprint)} is unknown.`);
  }
  const { snap_in_version_id: versionId, sync_unit_id: syncUnitId } = event.payload.event_context;
  await context.mappings.install({ snap_in_version_id: versionId, sync_unit: syncUnitId, mapping: body });
  return ok();
}
