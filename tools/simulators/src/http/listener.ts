import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from './reply.js';

export interface Listener {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** May be called again; it stays closed. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Serves on the loopback interface until closed; open connections are cut on closing.
 * Rejects with a sentence naming the port when it is taken.
 */
export async function listen(
  port: number,
  answer: (request: IncomingMessage) => Promise<Reply>,
  now: () => number,
): Promise<Listener> {
  const server = createServer((request, response) => {
    answer(request)
      .then((reply) => send(response, reply, now()))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const boundPort = await bind(server, port);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${HOST}:${boundPort}`,
    close() {
      closed ??= stop(server);
      return closed;
    },
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

async function bind(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `The simulator cannot listen on ${HOST}:${port} because the port is in use. Stop the program that holds port ${port}, or choose another one (0 picks a free port).`,
              { cause: error },
            )
          : new Error(
              `The simulator cannot listen on ${HOST}:${port}: ${error.message}. Choose another port.`,
              {
                cause: error,
              },
            ),
      );
    });
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(`The simulator got no port on ${HOST}. Choose a port explicitly.`);
  }
  return address.port;
}

async function send(response: ServerResponse, reply: Reply, nowMs: number): Promise<void> {
  response.sendDate = false;
  const headers: Record<string, string> = { date: new Date(nowMs).toUTCString(), ...reply.headers };
  if (reply.bytes !== undefined) {
    response.writeHead(reply.status, headers);
    await pipeline(Readable.from(reply.bytes, { objectMode: true }), response);
    return;
  }
  const body = reply.json === undefined ? '' : JSON.stringify(reply.json);
  if (reply.json !== undefined) headers['content-type'] ??= 'application/json;charset=UTF-8';
  headers['content-length'] ??= String(Buffer.byteLength(body));
  response.writeHead(reply.status, headers).end(body);
}
