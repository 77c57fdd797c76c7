import { createHmac } from 'node:crypto';
import { fileReply } from '../../http/file-reply.js';
import type { Reply } from '../../http/reply.js';
import { fileByToken, servedFile } from '../world/files.js';
import type { World } from '../world/model.js';

/** Path and query of a signed address for a file, good until a moment of the world's clock, milliseconds. */
export function signedMediaPath(world: World, token: string, expiresAtMs: number): string {
  const claim = `${token}.${Math.floor(expiresAtMs)}`;
  return `/file/${token}?claim=${claim}.${signature(world, claim)}`;
}

/** Answers a download: no credentials allowed, and only with a signature that is genuine and fresh. */
export function mediaReply(
  world: World,
  url: URL,
  headers: { authorization?: string | undefined; range?: string | undefined },
): Reply {
  if (headers.authorization !== undefined)
    return refusal(400, 'Only one authentication mechanism is allowed: send no Authorization header.');
  const [token = '', expiresAt = '', signed = ''] = (url.searchParams.get('claim') ?? '').split('.');
  if (signed !== signature(world, `${token}.${expiresAt}`)) return refusal(403, 'The signature is wrong.');
  if (world.now() > Number(expiresAt)) return refusal(403, 'The address has expired.');
  const file = fileByToken(world, token);
  if (file === undefined || url.pathname !== `/file/${token}`) return refusal(404, 'There is no such file.');
  return fileReply(servedFile(file), headers.range);
}

function refusal(status: number, message: string): Reply {
  return { status, json: { message } };
}

function signature(world: World, claim: string): string {
  return createHmac('sha256', `media ${world.seed}`).update(claim).digest('hex').slice(0, 32);
}
