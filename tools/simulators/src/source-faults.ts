import { type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What happens to a request instead of being answered well:
 * an answer of another status; `reset`: cut off before it is handled; `reset-after`: handled, then cut off before
 * the answer; `cut-body`: half of the answer, then cut off; `truncate`: half of the answer as if it were whole;
 * `html`: a login page with status 200; `empty`: status 200 without a body; `silence`: no answer at all;
 * `dribble`: the answer byte by byte and never finished; `replay`: what the same method and path answered first,
 * whatever is asked now; a delay before it is handled; `rewrite`: the answer with another body.
 */
export type SourceFault =
  | { status: number; headers?: Readonly<Record<string, string>>; body?: string }
  | 'reset'
  | 'reset-after'
  | 'cut-body'
  | 'truncate'
  | 'html'
  | 'empty'
  | 'silence'
  | 'dribble'
  | 'replay'
  | { delayMs: number }
  | { rewrite: (body: string) => string };

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Plays faults that keep a request from being handled; true when it is over. */
export async function playBeforehand(fault: SourceFault, response: ServerResponse): Promise<boolean> {
  if (typeof fault === 'object') {
    if ('delayMs' in fault) {
      await pause(fault.delayMs);
      return false;
    }
    if ('rewrite' in fault) return false;
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(fault.body ?? '{"errorMessages":["injected"],"errors":{}}');
    return true;
  }
  switch (fault) {
    case 'reset':
      response.destroy();
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html;charset=UTF-8' });
      response.end('<!DOCTYPE html><html><body><form action="/login">Log in</form></body></html>');
      return true;
    case 'empty':
      response.writeHead(200, { 'content-length': '0' });
      response.end();
      return true;
    case 'silence':
      return true;
    default:
      return false;
  }
}

/** Sends an answer, spoilt by a fault that comes after handling. */
export async function respond(
  answer: Answer,
  fault: SourceFault | undefined,
  response: ServerResponse,
): Promise<void> {
  if (typeof fault === 'object' && 'rewrite' in fault) {
    const body = Buffer.from(fault.rewrite(answer.body.toString('utf8')));
    response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
    response.end(body);
    return;
  }
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  switch (fault) {
    case 'reset-after':
      response.destroy();
      return;
    case 'truncate':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': String(half.length) });
      response.end(half);
      return;
    case 'cut-body':
    case 'dribble':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
      await new Promise((resolve) =>
        response.write(fault === 'dribble' ? half.subarray(0, 1) : half, resolve),
      );
      if (fault === 'cut-body') response.destroy();
      return;
    default:
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
  }
}

/** Hands a request on and collects its whole answer. */
export function forward(origin: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...headers } = incoming.headers;
    const outgoing = sendRequest(
      new URL(incoming.url ?? '/', origin),
      { method: incoming.method, headers: { ...headers, 'content-length': String(body.length) } },
      (answer) => {
        readAll(answer).then((content) => {
          const { connection: ___, 'transfer-encoding': ____, ...answerHeaders } = answer.headers;
          resolve({
            status: answer.statusCode ?? 502,
            headers: { ...answerHeaders, 'content-length': String(content.length) },
            body: content,
          });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
