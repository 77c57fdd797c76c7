import type { Reply } from '../../http/reply.js';
import type { Account } from '../account.js';

/** One request as endpoints see it: authenticated and routed. */
export interface Call {
  url: URL;
  /** Value of the `{…}` part of the endpoint's template, decoded. */
  pathValue(name: string): string;
}

export interface Endpoint {
  /** Path with `{name}` parts, as in the vendor's reference; all are GET. */
  template: string;
  /** Answered to anybody, as somebody without a name. */
  isOpen?: true;
  /** Refused to agents who are no administrators. */
  needsAdmin?: true;
  answer(call: Call, account: Account, isKnown: boolean): Reply;
}

export interface Route {
  endpoint: Endpoint;
  values: ReadonlyMap<string, string>;
}

/** Finds the endpoint of a path, with or without `.json` at its end; fixed parts win over `{name}` parts. */
export function createRouter(endpoints: readonly Endpoint[]): (path: string) => Route | undefined {
  const routes = endpoints
    .map((endpoint) => ({ endpoint, parts: endpoint.template.split('/') }))
    .sort((left, right) => variables(left.parts) - variables(right.parts));
  return (path) => {
    const asked = path.replace(/\.json$/, '').split('/');
    for (const { endpoint, parts } of routes) {
      const values = matched(parts, asked);
      if (values !== undefined) return { endpoint, values };
    }
    return undefined;
  };
}

function variables(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith('{')).length;
}

function matched(parts: readonly string[], asked: readonly string[]): Map<string, string> | undefined {
  if (parts.length !== asked.length) return undefined;
  const values = new Map<string, string>();
  for (const [position, part] of parts.entries()) {
    const value = asked[position] ?? '';
    if (!part.startsWith('{')) {
      if (part !== value) return undefined;
    } else if (value === '') return undefined;
    else values.set(part.slice(1, -1), value);
  }
  return values;
}
