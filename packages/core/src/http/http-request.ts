import type { Readable } from 'node:stream';

/** Which of the requests that wait for a rate limit goes first. */
export type RequestPriority = 'high' | 'normal' | 'low';

/** A value of a query parameter. */
export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

/** One call. Attempts, waits and the credential are added by core. */
export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path on the client's base URL, starting with a slash. Never a URL taken from a payload. */
  path: string;
  /** Route with placeholders, e.g. `/rest/api/3/issue/{id}/comment`: names the endpoint in counts and messages. */
  endpoint?: string;
  /** Arrays become repeated parameters; undefined is left out. */
  query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent instead of `body`. */
  upload?: FileUpload;
  headers?: Readonly<Record<string, string>>;
  /** Reads only can be repeated after an unknown outcome; defaults to true for GET, otherwise false. */
  safeToRepeat?: boolean;
  /** Who goes first when requests wait for the same budget; `normal` unless told otherwise. */
  priority?: RequestPriority;
  /** For files: a web page in place of the file is a login page in disguise and no success. */
  refuseWebPage?: boolean;
}

/** A file that is sent. */
export interface FileUpload {
  /** Opens the content; called once per attempt, because a stream can be sent only once. */
  open: () => Promise<Readable>;
  /** Exact length: a file that turns out longer or shorter fails instead of arriving cut. */
  bytes: number;
  contentType: string;
  /** For systems that take forms: the name of the part, of the file, and further fields. Without it the file is the body. */
  form?: { name: string; fileName: string; fields?: Readonly<Record<string, string>> };
}
