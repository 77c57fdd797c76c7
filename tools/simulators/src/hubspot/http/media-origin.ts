import { createHmac } from 'node:crypto';
import { fileReply } from '../../http/file-reply.js';
import type { Reply } from '../../http/reply.js';
import { fileAt } from '../world/files.js';
import type { World } from '../world/model.js';

/** Path and query of a signed address for a file, good until a moment of the world's clock, milliseconds. */
export function signedMediaPath(world: World, fileId: number, expiresAtMs: number): string {
  const claim = `${fileId}.${Math.floor(expiresAtMs)}`;
  return `/content/${fileId}?claim=${claim}.${signature(world, claim)}`;
}

/** Answers a download: no credentials allowed, and only with a signature that is genuine and fresh. */
export function mediaReply(
  world: World,
  url: URL,
  headers: { authorization: string | undefined; range: string | undefined },
): Reply {
  if (headers.authorization !== undefined)
    return refusal(400, 'Only one authentication mechanism is allowed: send no Authorization header.');
  const claim = url.searchParams.get('claim') ?? '';
  const [id = '', expiresAt = '', signed = ''] = claim.split('.');
  if (signed !== signature(world, `${id}.${expiresAt}`)) return refusal(403, 'The signature is wrong.');
  if (world.now() > Number(expiresAt)) return refusal(403, 'The address has expired.');
  const file = fileAt(world, Number(id));
  if (file === undefined || url.pathname !== `/content/${id}`) return refusal(404, 'There is no such file.');
  return fileReply(file, headers.range);
}

function refusal(status: number, message: string): Reply {
  return { status, json: { message } };
}

function signature(world: World, claim: string): string {
  return createHmac('sha256', `media ${world.seed}`).update(claim).digest('hex').slice(0, 32);
}
