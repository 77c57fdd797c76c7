import type { Call, Reply } from '../../http/reply.js';
import type { Routed } from '../../http/router.js';
import type { Portal } from '../portal.js';
import type { Scope } from './scope.js';

export interface Endpoint extends Routed {
  /** Permission that a call needs; undefined for what every token may do. */
  scope?: Scope | ((call: Call) => Scope | undefined);
  /** The body is a form with a file in it, and is handed on as bytes. */
  takesFile?: true;
  answer(call: Call, portal: Portal): Reply;
}

const versions: ReadonlySet<string> = new Set(['2026-03', '2026-09', 'v3', 'v4', '2026-09-beta']);

export function isKnownVersion(version: string): boolean {
  return versions.has(version);
}

/** Older paths put the version elsewhere; the same endpoints answer. */
export function withCurrentPath(path: string): string {
  return path
    .replace(/^\/crm\/(v3|v4)\/(objects|owners|properties|pipelines|associations)(?=\/|$)/, '/crm/$2/$1')
    .replace(/^\/conversations\/v3\/conversations\//, '/conversations/conversations/v3/')
    .replace(/(.)\/$/, '$1');
}
