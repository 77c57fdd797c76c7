import {
  type Answer,
  type Exchange,
  ok,
  readJsonBody,
  requireNoSecrets,
  requireRawToken,
  runningInvocation,
} from './exchange.js';
import { phaseProtocols } from './protocol-names.js';
import { maxStateBytes, refuse } from './protocol-rules.js';
import { stateIdOf } from './state-store.js';

/** `GET {worker_data_url}.get` → `{state, objects?}`; 404 before the first write. */
export async function readState(exchange: Exchange): Promise<Answer> {
  const syncUnitId = checkStateCall(exchange);
  const state = await exchange.context.states.read(syncUnitId);
  if (state === undefined) return { status: 404, body: { message: 'There is no state yet.' } };
  const scope = exchange.context.extractionScope;
  return ok({ state, ...(Object.keys(scope).length === 0 ? {} : { objects: JSON.stringify(scope) }) });
}

/** `POST {worker_data_url}.update` with `{state}`. */
export async function writeState(exchange: Exchange): Promise<Answer> {
  const syncUnitId = checkStateCall(exchange);
  const { body } = await readJsonBody(exchange);
  const state = body.state;
  if (typeof state !== 'string') return refuse('state-text', `"state" is of type ${typeof state}.`);
  const bytes = Buffer.byteLength(state);
  if (bytes >= maxStateBytes) refuse('state-size', `The state has ${bytes} bytes.`, 413);
  try {
    JSON.parse(state);
  } catch {
    refuse('state-text', 'The text in "state" is not JSON.');
  }
  requireNoSecrets(exchange, state, 'The state');
  await exchange.context.states.write(syncUnitId, state);
  return ok();
}

function checkStateCall(exchange: Exchange): string {
  requireRawToken(exchange);
  const { phase, event } = runningInvocation(exchange);
  const { request_id_adaas: requestId, sync_unit_id: syncUnitId } = event.payload.event_context;
  if (!phaseProtocols[phase].stateful) {
    refuse('stateful-phase', `State was called for in the ${phase} phase.`);
  }
  const { query } = exchange;
  if (query.get('sync_unit') !== syncUnitId) {
    refuse('sync-unit', `sync_unit is ${JSON.stringify(query.get('sync_unit'))}.`);
  }
  if (query.get('request_id') !== requestId) {
    refuse('request-id', `request_id is ${JSON.stringify(query.get('request_id'))}.`);
  }
  return stateIdOf(syncUnitId, phaseProtocols[phase].side);
}
