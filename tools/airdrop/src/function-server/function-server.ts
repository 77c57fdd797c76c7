import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isJsonObject } from '../platform/json-shape.js';
import { type SnapInEnd, type SnapInProcess, startSnapIn } from '../sync-run/snap-in-process.js';

export interface FunctionServerOptions {
  /** Port on 127.0.0.1; 0 picks a free one. */
  port: number;
  /** File of the snap-in; loaded anew for every event. */
  bundlePath: string;
  /** Variables the snap-in sees beside the few of this process. */
  environment?: Readonly<Record<string, string>>;
  /** Awaited before an event is handled: what is being built is finished first. */
  ready?: () => Promise<void>;
  onEvent?: (eventType: string) => void;
  /** One line the snap-in printed. */
  onLine?: (line: string) => void;
  /** @param problem what the function threw, or how its process died */
  onEnd?: (eventType: string, seconds: number, problem: string | undefined) => void;
}

export interface FunctionServer {
  readonly url: string;
  /** Ends running functions too. */
  close(): Promise<void>;
}

/** What the platform is told about an event it cannot be rid of here, in the words of DevRev's own local runner. */
type FunctionProblem = 'InvalidRequest' | 'FunctionNameNotProvided' | 'FunctionNotFound' | 'FunctionFailed';

/** Larger events do not exist: the platform's own are a few kilobytes. */
const mostBodyBytes = 10 * 1024 * 1024;

/**
 * Serves the functions of a snap-in as the platform calls them at the `--testing-url` of a version: `POST /handle/sync`
 * takes one event and answers when it was handled, `POST /handle/async` takes a list and answers at once (DevRev's
 * snap-in template, local server). Each event has a process of its own; they are handled one after the other.
 */
export async function startFunctionServer(options: FunctionServerOptions): Promise<FunctionServer> {
  let running: SnapInProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function inTurn(event: unknown): Promise<SnapInEnd> {
    const handled = queue.then(() => handle(event));
    queue = handled.catch(() => undefined);
    return handled;
  }

  async function handle(event: unknown): Promise<SnapInEnd> {
    await options.ready?.();
    if (isClosed) return { peakRssBytes: 0, settled: false, problem: 'the server was closed' };
    const eventType = eventTypeOf(event);
    const from = Date.now();
    options.onEvent?.(eventType);
    running = startSnapIn(options.environment ?? {});
    try {
      const request = { bundlePath: options.bundlePath, functionName: functionNameOf(event) ?? '', event };
      const end = await running.handle(request, (line) => options.onLine?.(line));
      options.onEnd?.(eventType, (Date.now() - from) / 1000, end.problem);
      return end;
    } finally {
      running.kill();
      running = undefined;
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?', 1)[0]}`;
    if (route !== 'POST /handle/sync' && route !== 'POST /handle/async') {
      send(response, 404, { message: 'Events are taken at POST /handle/sync and POST /handle/async.' });
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      refuse(response, 400, 'InvalidRequest', 'The body is no JSON, or is larger than 10 MB.');
      return;
    }
    if (route === 'POST /handle/async') {
      if (!Array.isArray(body)) {
        refuse(response, 400, 'InvalidRequest', 'POST /handle/async takes a list of events.');
        return;
      }
      send(response, 200, {});
      for (const event of body) void inTurn(event).catch(() => undefined);
      return;
    }
    if (functionNameOf(body) === undefined) {
      refuse(response, 400, 'FunctionNameNotProvided', 'The event has no execution_metadata.function_name.');
      return;
    }
    const { problem } = await inTurn(body);
    if (problem === undefined) send(response, 200, { function_result: {} });
    else refuse(response, 200, kindOf(problem), problem.split('\n', 1)[0] ?? '');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      refuse(response, 500, 'FunctionFailed', String(error)),
    );
  });
  // A function takes up to 13 minutes; the default would cut the request off after five.
  server.requestTimeout = 0;
  await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      isClosed = true;
      running?.kill();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
      reject(
        new Error(
          `The functions cannot be served on 127.0.0.1:${port}: ${reason}. Choose another with --port.`,
          {
            cause: error,
          },
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Undefined for a body that is no JSON, or too large to be an event. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= mostBodyBytes) chunks.push(chunk);
  }
  if (bytes > mostBodyBytes) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function functionNameOf(event: unknown): string | undefined {
  const metadata = isJsonObject(event) ? event.execution_metadata : undefined;
  const name = isJsonObject(metadata) ? metadata.function_name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function eventTypeOf(event: unknown): string {
  const payload = isJsonObject(event) ? event.payload : undefined;
  const type = isJsonObject(payload) ? payload.event_type : undefined;
  return typeof type === 'string' ? type : 'event without a type';
}

function kindOf(problem: string): FunctionProblem {
  return problem.includes('exports no functionFactory') ? 'FunctionNotFound' : 'FunctionFailed';
}

function refuse(response: ServerResponse, status: number, type: FunctionProblem, message: string): void {
  send(response, status, { error: { err_type: type, err_msg: message } });
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
