import { Readable } from 'node:stream';
import {
  readBody,
  type Send,
  send as sendOverNetwork,
  type TransportRequest,
  type TransportResponse,
} from '../http/transport.js';
import { type Clock, during } from '../time/clock.js';

/** One request with its answer, for whoever says how long it took. */
export interface Exchange {
  method: string;
  url: URL;
  status: number;
  /** Bytes of the answer's body, unpacked unless it was asked for as it is. */
  receivedBytes: number;
}

/** How long a request takes, milliseconds from sending it to having its whole answer. */
export type Latency = (exchange: Exchange) => number;

/** Larger answers than this have no place in a simulation: they are held in memory. */
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * Real HTTP whose duration is made up. The request is on its way with the clock held, so that the server sees it at
 * the moment it was sent; the answer is handed over once its latency has passed on the clock. Latency is played here
 * and not by the servers, because the side that waits is the one that knows when it no longer does.
 */
export function createVirtualNetwork(clock: Clock, latency: Latency): Send {
  return async (request) => {
    const { response, body } = await during(clock, exchange(request));
    const { method, url } = request;
    const { status } = response;
    const milliseconds = latency({ method, url, status, receivedBytes: body.length });
    await clock.sleep(milliseconds, request.signal);
    return { ...response, body: Readable.from(body.length > 0 ? [body] : []) };
  };
}

async function exchange(request: TransportRequest): Promise<{ response: TransportResponse; body: Buffer }> {
  const response = await sendOverNetwork(request);
  return { response, body: await readBody(response.body, maxAnswerBytes) };
}
