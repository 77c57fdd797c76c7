import type { Readable } from 'node:stream';
import type { Clock } from '../time/clock.js';
import type { Backoff } from './backoff.js';
import type { BudgetRegistry } from './budget-registry.js';
import type { CallLedger } from './call-ledger.js';
import type { HttpRequest } from './http-request.js';
import type { RateBudget } from './rate-budget.js';
import type { ResponseAction, ResponseFacts, SystemDescription } from './response-policy.js';
import type { Send, TransportTimeouts } from './transport.js';

/** A file as the external system hands it out. */
export interface RemoteFile {
  body: Readable;
  contentType: string | undefined;
  /** Undefined when the system does not say. */
  bytes: number | undefined;
}

/** The only way a connector talks to its external system: paced, repeated, timed and counted by core. */
export interface HttpClient {
  /** Parsed JSON of a successful response; undefined for an empty one. */
  json(request: HttpRequest): Promise<unknown>;
  /** Opens a file, following redirects; credentials are only ever sent to the client's own origin. */
  file(request: HttpRequest): Promise<RemoteFile>;
}

/** What core must know of an external system to send its requests. */
export interface HttpClientOptions {
  /** Origin, optionally with a path prefix. */
  baseUrl: string;
  /** Sent with every request to the base URL's origin; `authorization` values are kept out of all output. */
  headers: Readonly<Record<string, string>>;
  system: SystemDescription;
  /** Limits of the external system; without any, requests are only held back after it asked for it. */
  budgets?: readonly RateBudget[];
  /**
   * Most requests under way at once; how many there are adapts to what the host copes with. 10 unless told otherwise.
   * Files are not counted: the attachments phase finds out how many at once are best.
   */
  maxConcurrency?: number;
  /** Largest JSON response, unpacked; 64 MiB unless told otherwise. Files have no such limit. */
  maxResponseBytes?: number;
  /** Overrides the default table for single responses. */
  classify?: (facts: ResponseFacts, request: HttpRequest) => ResponseAction;
}

/** What the runtime adds to every client; one per invocation. */
export interface HttpEnvironment {
  signal: AbortSignal;
  /** Milliseconds until the soft deadline; a longer wait is not slept out but handed back to the platform. */
  remainingMs: () => number;
  ledger: CallLedger;
  /** Shared by all clients of the invocation; a client alone gets one of its own. */
  budgets?: BudgetRegistry;
  redact: (text: string) => string;
  addSecret: (value: string) => void;
  /** The system's unless a test has one of its own, and with it perhaps a network of its own. */
  clock?: Clock;
  send?: Send;
  random?: () => number;
  /** Shortens waits between attempts in tests. */
  backoff?: Backoff;
  timeouts: TransportTimeouts & {
    /** For the whole body of a JSON response, which may drip for ever without ever being idle; 5 minutes. */
    bodyMs?: number;
  };
}
