import { checkReplyArtifacts, declaredRecordTypes } from './artifact-rules.js';
import {
  type Answer,
  type Exchange,
  ok,
  readJsonBody,
  requireNoSecrets,
  requireRawToken,
} from './exchange.js';
import type { Invocation } from './invocation-desk.js';
import { isText, type JsonObject } from './json-shape.js';
import { refuse } from './protocol-rules.js';
import { readReply } from './reply-rules.js';

/** `POST /callback/:id`: the one reply of an invocation. */
export async function receiveReply(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  const invocation = invocationOfPath(exchange);
  checkClientHeaders(exchange, invocation);
  const { text, body } = await readJsonBody(exchange);
  // A reply is sent again when its answer got lost; only then the same bytes are no second reply.
  while (invocation.replyText === text && !invocation.replyAnswered) {
    await invocation.decision;
    if (invocation.reply !== undefined) return ok();
  }
  if (invocation.replyText !== undefined) {
    refuse('one-reply', `Invocation ${invocation.number} has already replied.`, 409);
  }
  invocation.replyText = text;
  const decision = decide(exchange, invocation, text, body);
  invocation.decision = decision.catch(() => {
    // A refused reply leaves the way open for an error reply, so that its message is not lost.
    delete invocation.replyText;
  });
  await decision;
  return ok();
}

async function decide(
  exchange: Exchange,
  invocation: Invocation,
  text: string,
  body: JsonObject,
): Promise<void> {
  const { context } = exchange;
  requireNoSecrets(exchange, text, 'The reply');
  const reply = readReply(invocation, text, body);
  const { metadata } = await checkReplyArtifacts({
    phase: invocation.phase,
    reply,
    store: context.artifacts,
    inspections: context.inspections,
    recordTypes: context.recordTypes,
  });
  if (metadata !== undefined) context.recordTypes = declaredRecordTypes(metadata);
  for (const { id } of reply.artifacts) context.inspections.forget(id);
  context.accept(invocation, reply);
  invocation.reply = reply;
}

function invocationOfPath({ path, context }: Exchange): Invocation {
  const invocation = context.desk.current();
  if (invocation !== undefined && path === `/callback/${invocation.callbackId}`) return invocation;
  return refuse('open-invocation', 'The callback URL belongs to no running invocation.', 409);
}

function checkClientHeaders({ request }: Exchange, { event }: Invocation): void {
  const { snap_in_slug: slug, snap_in_version_id: versionId } = event.payload.event_context;
  const { headers } = request;
  // What the event does not name is sent empty, or, by the official SDK, not at all.
  if ((headers['x-devrev-client-platform'] ?? '') !== (slug ?? '')) {
    refuse('client-headers', 'X-DevRev-Client-Platform is not the snap-in slug.');
  }
  if ((headers['x-devrev-client-id'] ?? '') !== (versionId ?? '')) {
    refuse('client-headers', 'X-DevRev-Client-Id is not the snap-in version id.');
  }
  if (!isText(headers['x-devrev-client-version'])) {
    refuse('client-headers', 'X-DevRev-Client-Version is missing.');
  }
}
