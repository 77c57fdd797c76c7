import type { SourceRequest } from '@airdrop-connectors/simulators';

/** Whether a request to the external system is the one a template such as `GET /issue/{id}/comment` names. */
export function isRequestOf(template: string, { method, path, isRedirected }: SourceRequest): boolean {
  const [templateMethod = '', templatePath = ''] = template.split(' ', 2);
  if (isRedirected || method !== templateMethod) return false;
  const parts = path.split('/');
  const templateParts = templatePath.split('/');
  return (
    parts.length === templateParts.length &&
    templateParts.every((part, position) => part.startsWith('{') || part === parts[position])
  );
}

/** The endpoint of a request with ids taken out: requests that share a rate limit share this. */
export function endpointOf({ method, path, isRedirected }: SourceRequest): string {
  const name = path.replace(/\/(\d+|[0-9a-f]{8}-[0-9a-f-]{27,})(?=\/|$)/g, '/{id}');
  return isRedirected ? `download ${name}` : `${method} ${name}`;
}
