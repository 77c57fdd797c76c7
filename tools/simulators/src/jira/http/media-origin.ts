import { createHmac } from 'node:crypto';
import { fileReply } from '../../http/file-reply.js';
import type { Reply } from '../../http/reply.js';
import { findAttachment, servedFile } from '../world/attachments.js';
import type { World } from '../world/model.js';

/** Path and query of a signed download address for a file, good until a moment of the world's clock. */
export function signedMediaPath(world: World, attachmentId: string, expiresAtMs: number): string {
  const uuid = findAttachment(world, attachmentId)?.mediaUuid ?? 'missing';
  const claim = `${attachmentId}.${Math.floor(expiresAtMs)}`;
  return `/file/${uuid}/binary?token=${claim}.${signature(world, claim)}&client=simulator&dl=true`;
}

/** Answers a download: no credentials allowed, and only with a token that is genuine and not expired. */
export function mediaReply(
  world: World,
  url: URL,
  method: string,
  headers: { authorization: string | undefined; range: string | undefined },
): Reply {
  if (method !== 'GET') return refusal(405, 'Only GET is allowed here.');
  if (headers.authorization !== undefined) {
    return refusal(400, 'Only one authentication mechanism is allowed: send no Authorization header here.');
  }
  const [attachmentId = '', expiresAt = '', signed = ''] = (url.searchParams.get('token') ?? '').split('.');
  if (signed !== signature(world, `${attachmentId}.${expiresAt}`))
    return refusal(403, 'The token is not valid.');
  if (world.now() > Number(expiresAt)) return refusal(403, 'The token has expired.');
  const attachment = findAttachment(world, attachmentId);
  if (attachment === undefined || url.pathname !== `/file/${attachment.mediaUuid}/binary`) {
    return refusal(404, 'There is no such file.');
  }
  return fileReply(servedFile(attachment), headers.range);
}

function refusal(status: number, title: string): Reply {
  return { status, json: { error: { code: status, title } } };
}

function signature(world: World, claim: string): string {
  return createHmac('sha256', `media ${world.seed}`).update(claim).digest('hex').slice(0, 32);
}
