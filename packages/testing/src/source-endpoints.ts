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

/** The endpoint of a request with ids taken out: requests that share a rate limit share this. */
export function endpointOf({ method, path, isRedirected }: SourceRequest): string {
  const name = path.replace(/\/(\d+|[0-9a-f]{8}-[0-9a-f-]{27,})(?=\/|$)/g, '/{id}');
  return isRedirected ? `download ${name}` : `${method} ${name}`;
}
