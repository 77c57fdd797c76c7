export type RequestPriority = 'high' | 'normal' | 'low';

export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

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
  headers?: Readonly<Record<string, string>>;
  /** Reads only can be repeated after an unknown outcome; defaults to true for GET, otherwise false. */
  safeToRepeat?: boolean;
  /** Who goes first when requests wait for the same budget; `normal` unless told otherwise. */
  priority?: RequestPriority;
  /** For files: a web page in place of the file is a login page in disguise and no success. */
  refuseWebPage?: boolean;
}
