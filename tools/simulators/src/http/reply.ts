/** One request as endpoints see it: authenticated, routed, body parsed. */
export interface Call {
  method: string;
  /** Address as requested, on the origin of the simulator. */
  url: URL;
  /** Values of the `{…}` parts of the endpoint's template, decoded. */
  pathValue(name: string): string;
  /** Parsed JSON body; undefined when there was none. */
  body: unknown;
  header(name: string): string | undefined;
}

export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with back-pressure. */
  bytes?: Iterable<Uint8Array>;
}

/** Thrown by endpoints and readers of parameters to end a call with an error reply. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly reply: Reply;

  constructor(reply: Reply, message: string) {
    super(message);
    this.reply = reply;
  }
}

export function ok(json: unknown): Reply {
  return { status: 200, json };
}
