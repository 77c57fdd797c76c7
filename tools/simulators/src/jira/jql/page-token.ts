import { createHash, createHmac } from 'node:crypto';
import type { SortValue } from './order-plan.js';

/** Where the next page starts: behind the last issue of the page before, wherever that issue is by then. */
export interface PagePosition {
  values: readonly SortValue[];
  projectKey: string;
  number: number;
  /** Whether a page without issues stands between the last one and the next. */
  behindEmptyPage?: boolean;
}

export type TokenReading =
  | { kind: 'position'; position: PagePosition }
  | { kind: 'refused'; reason: 'malformed' | 'other query' | 'expired' };

/** Jira's page tokens live seven days. */
export const PAGE_TOKEN_SECONDS = 7 * 86_400;

/** Identifies what a token belongs to: the query text and the fields, as sent. */
export function queryFingerprint(jql: string, fields: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([jql, fields]))
    .digest('base64url')
    .slice(0, 16);
}

/** Opaque text; the same seed accepts it again after a restart, as long as it has not expired. */
export function writePageToken(
  seed: number,
  fingerprint: string,
  position: PagePosition,
  nowMs: number,
): string {
  const { values, projectKey, number, behindEmptyPage = false } = position;
  const payload = [fingerprint, nowMs, values, projectKey, number, behindEmptyPage];
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${text}.${signature(seed, text)}`;
}

/** @param lifetimeMs how long after it was handed out the token is taken */
export function readPageToken(
  seed: number,
  fingerprint: string,
  token: string,
  { nowMs, lifetimeMs }: { nowMs: number; lifetimeMs: number },
): TokenReading {
  const [text = '', signed = '', rest] = token.split('.');
  if (rest !== undefined || signed !== signature(seed, text)) return { kind: 'refused', reason: 'malformed' };
  const payload: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(payload)) return { kind: 'refused', reason: 'malformed' };
  const [owner, issuedAt, values, projectKey, number, behindEmptyPage]: unknown[] = payload;
  if (owner !== fingerprint) return { kind: 'refused', reason: 'other query' };
  if (!isSortValues(values) || typeof projectKey !== 'string' || typeof number !== 'number') {
    return { kind: 'refused', reason: 'malformed' };
  }
  if (typeof issuedAt !== 'number' || nowMs - issuedAt > lifetimeMs) {
    return { kind: 'refused', reason: 'expired' };
  }
  return {
    kind: 'position',
    position: { values, projectKey, number, behindEmptyPage: behindEmptyPage === true },
  };
}

function signature(seed: number, text: string): string {
  return createHmac('sha256', `page token ${seed}`).update(text).digest('base64url').slice(0, 12);
}

function isSortValues(value: unknown): value is SortValue[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
}
