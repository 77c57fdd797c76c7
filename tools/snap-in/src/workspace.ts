import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SnapInError } from './snap-in-error.js';

/** Root of the workspace this tool is part of. */
export const workspaceFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** A connector of the workspace, which need not be built. */
export interface ConnectorFolder {
  name: string;
  folder: string;
}

/** @throws SnapInError when there is no such connector */
export function findConnector(name: string, workspace = workspaceFolder): ConnectorFolder {
  const known = connectorNames(workspace);
  if (known.includes(name)) return { name, folder: path.join(workspace, 'connectors', name) };
  throw new SnapInError(
    `There is no connector "${name}" in ${path.join(workspace, 'connectors')}. Known connectors: ${known.join(', ') || 'none'}.`,
  );
}

export function connectorNames(workspace = workspaceFolder): string[] {
  const folder = path.join(workspace, 'connectors');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'package.json')))
    .map((entry) => entry.name)
    .sort();
}

/** Connectors people can use: one whose status begins with "example" is there to be read and copied. */
export function releasedNames(workspace = workspaceFolder): string[] {
  return connectorNames(workspace).filter((name) => {
    const manifest = JSON.parse(
      readFileSync(path.join(workspace, 'connectors', name, 'package.json'), 'utf8'),
    );
    return !/^example\b/.test(manifest.connector?.status ?? '');
  });
}
