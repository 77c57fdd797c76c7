import type { IncomingMessage } from 'node:http';
import type { KnownRecordTypes } from './artifact-rules.js';
import type { ArtifactStore } from './artifact-store.js';
import type { InspectionDesk } from './inspection-desk.js';
import type { AcceptedReply, Invocation, InvocationDesk } from './invocation-desk.js';
import { isJsonObject, type JsonObject } from './json-shape.js';
import type { MapperStore } from './mapper-store.js';
import type { MappingStore } from './mapping-store.js';
import { refuse } from './protocol-rules.js';
import type { StateStore } from './state-store.js';
import type { UploadSigner } from './upload-signature.js';

/** Largest JSON body read at all, in bytes: room to tell an oversize reply from a flood. */
const maxJsonBytes = 16 * 1024 * 1024;

/** Everything the endpoints work on. */
export interface PlatformContext {
  /** Origin of the server, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly desk: InvocationDesk;
  readonly artifacts: ArtifactStore;
  readonly states: StateStore;
  readonly mappers: MapperStore;
  readonly mappings: MappingStore;
  readonly inspections: InspectionDesk;
  readonly signer: UploadSigner;
  readonly importSlug: string;
  readonly snapInSlug: string;
  /** Item types the user chose or dropped, served beside the state; empty when there is no choice. */
  readonly extractionScope: Readonly<Record<string, { extract: boolean }>>;
  /** Texts that must not leave the snap-in. */
  readonly secrets: readonly string[];
  /** Record types of the last accepted metadata. */
  recordTypes: KnownRecordTypes;
  /** Keeps an accepted reply; called before it is answered. */
  accept(invocation: Invocation, reply: AcceptedReply): void;
  /** Tells whoever watches how many records an uploaded data file holds. */
  uploaded(itemType: string, records: number): void;
  /** The same for a file that is no data file. */
  receivedFile(bytes: number): void;
}

/** One request on its way to an answer. */
export interface Exchange {
  request: IncomingMessage;
  path: string;
  query: URLSearchParams;
  context: PlatformContext;
}

export interface Answer {
  status: number;
  body?: unknown;
  /** File sent as the body instead. */
  file?: string;
}

export type Handler = (exchange: Exchange) => Promise<Answer>;

export function ok(body: unknown = { success: true }): Answer {
  return { status: 200, body };
}

/** The running invocation; platform calls outside of one are refused. */
export function runningInvocation({ context }: Exchange): Invocation {
  return context.desk.current() ?? refuse('open-invocation', 'No invocation is running.', 409);
}

export function requireRawToken({ request, context }: Exchange): void {
  const { authorization } = request.headers;
  if (authorization === context.token) return;
  const fault =
    authorization === `Bearer ${context.token}` ? 'starts with "Bearer"' : describe(authorization);
  refuse('authorization-raw', `The Authorization header ${fault}.`, 401);
}

export function requireBearerToken({ request, context }: Exchange): void {
  const { authorization } = request.headers;
  if (authorization === `Bearer ${context.token}`) return;
  const fault = authorization === context.token ? 'lacks "Bearer"' : describe(authorization);
  refuse('authorization-bearer', `The Authorization header ${fault}.`, 401);
}

export function requireNoAuthorization({ request }: Exchange): void {
  if (request.headers.authorization !== undefined) {
    refuse('authorization-none', 'The request carries an Authorization header.');
  }
}

function describe(authorization: string | undefined): string {
  return authorization === undefined ? 'is missing' : 'does not hold the service token';
}

/** Body of a JSON request as text and as an object. */
export async function readJsonBody({ request }: Exchange): Promise<{ text: string; body: JsonObject }> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(contentType)) {
    refuse('json-body', `The request has Content-Type ${JSON.stringify(contentType)}.`, 415);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxJsonBytes) refuse('json-body', `The body exceeds ${maxJsonBytes} bytes.`, 413);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return refuse('json-body', 'The body is not JSON.');
  }
  if (!isJsonObject(body)) return refuse('json-body', 'The body is not a JSON object.');
  return { text, body };
}

/** Refuses a text that holds the service token or a credential of the connection. */
export function requireNoSecrets({ context }: Exchange, text: string, where: string): void {
  if (context.secrets.some((secret) => text.includes(secret))) {
    refuse('no-secrets', `${where} contains a credential.`);
  }
}
