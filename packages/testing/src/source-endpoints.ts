import type { SourceRequest } from '@airdrop-connectors/simulators';
import { type ContractSubject, shapeOf } from './contract-case.js';

/** Whether a request to the external system is the one a template such as `GET /issue/{id}/comment` names. */
export function isRequestOf(template: string, { method, path, isRedirected }: SourceRequest): boolean {
  const [templateMethod = '', templatePath = ''] = template.split(' ', 2);
  if (isRedirected || method !== templateMethod) return false;
  const parts = path.split('/');
  const templateParts = templatePath.split('/');
  return (
    parts.length === templateParts.length &&
    templateParts.every((part, position) => /^[{:]/.test(part) || part === parts[position])
  );
}

/** Whether a request is for the content of a file: to the API itself, or where that redirects to. */
export function isDownload(subject: ContractSubject, request: SourceRequest): boolean {
  const endpoints = shapeOf(subject).endpointsOf.attachments ?? [];
  return request.isRedirected || endpoints.some((endpoint) => isRequestOf(endpoint, request));
}

/**
 * The endpoint of a request with ids taken out: requests that share a rate limit share this. Whatever holds a digit
 * is taken for an id, because every system makes them in its own way.
 */
export function endpointOf({ method, path, isRedirected }: SourceRequest): string {
  const name = path.replace(/\/[^/]*\d[^/]*/g, '/{id}');
  return isRedirected ? `download ${name}` : `${method} ${name}`;
}
