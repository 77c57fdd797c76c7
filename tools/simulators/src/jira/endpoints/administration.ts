import { failure } from '../http/failure.js';
import type { Site } from '../site.js';

/** What is shown to administrators only is refused to everybody else. */
export function requireAdministrator(site: Site): void {
  if (!site.isAdministrator)
    throw failure(403, 'Only users with the Administer Jira global permission can use this resource.');
}
