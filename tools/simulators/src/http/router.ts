/** What a router must know of an endpoint; what else there is belongs to the system. */
export interface Routed {
  method: string;
  /** Path with `{name}` parts, as in the vendor's reference. */
  template: string;
}

export interface Route<Endpoint extends Routed> {
  endpoint: Endpoint;
  /** Decoded values of the `{name}` parts. */
  pathValues: ReadonlyMap<string, string>;
}

/** Finds the endpoint of a request; fixed parts win over `{name}` parts. */
export function createRouter<Endpoint extends Routed>(
  endpoints: readonly Endpoint[],
): (method: string, path: string) => Route<Endpoint> | undefined {
  const routes = endpoints
    .map((endpoint) => ({ endpoint, parts: endpoint.template.split('/') }))
    .sort((left, right) => variableParts(left.parts) - variableParts(right.parts));
  return (method, path) => {
    const asked = path.split('/');
    for (const { endpoint, parts } of routes) {
      if (endpoint.method !== method || parts.length !== asked.length) continue;
      const pathValues = matchParts(parts, asked);
      if (pathValues !== undefined) return { endpoint, pathValues };
    }
    return undefined;
  };
}

function variableParts(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith('{')).length;
}

function matchParts(parts: readonly string[], asked: readonly string[]): Map<string, string> | undefined {
  const values = new Map<string, string>();
  for (const [position, part] of parts.entries()) {
    const value = asked[position] ?? '';
    if (part.startsWith('{')) {
      const decoded = decode(value);
      if (decoded === undefined || decoded === '') return undefined;
      values.set(part.slice(1, -1), decoded);
    } else if (part !== value) {
      return undefined;
    }
  }
  return values;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
