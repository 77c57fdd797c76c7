import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** @param paths of lists */
export function listDocument(paths: Readonly<Record<string, string>>) {
  const schema = {
    type: 'array',
    items: { properties: { id: { type: 'integer' }, name: { type: 'string' } } },
  };
  const operation = { responses: { 200: { content: { 'application/json': { schema } } } } };
  return {
    openapi: '3.0.0',
    paths: Object.fromEntries(Object.entries(paths).map(([at, method]) => [at, { [method]: operation }])),
  };
}

/** A file that holds it until the test is over. */
export function written(content: object | string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'api.yaml');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
