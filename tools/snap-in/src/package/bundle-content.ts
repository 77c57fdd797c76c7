import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';

/** How many bytes of a bundle come from which module. */
export interface ModuleSize {
  /** Path below the workspace, or name of the package and path in it. */
  module: string;
  bytes: number;
}

/** A library whose code is in a bundle. */
export interface BundledLibrary {
  name: string;
  version: string;
  licence: string;
  /** Text of its licence file; empty when it has none. */
  text: string;
}

/** Read from the source map: every stretch of the bundle belongs to the source its first character came from. */
export function moduleSizes(code: string, map: string, workspace: string, mapFolder: string): ModuleSize[] {
  const lines = code.split('\n');
  const bytes = new Map<string, number>();
  let previous: { source: string; line: number; column: number } | undefined;
  const close = (line: number, column: number) => {
    if (previous === undefined) return;
    const end = line === previous.line ? column : (lines[previous.line - 1]?.length ?? 0);
    bytes.set(previous.source, (bytes.get(previous.source) ?? 0) + end - previous.column);
  };
  eachMapping(new TraceMap(map), ({ source, generatedLine, generatedColumn }) => {
    close(generatedLine, generatedColumn);
    previous = source === null ? undefined : { source, line: generatedLine, column: generatedColumn };
  });
  close(Number.POSITIVE_INFINITY, 0);
  return [...bytes]
    .map(([source, size]) => ({ module: moduleName(source, workspace, mapFolder), bytes: size }))
    .sort((a, b) => b.bytes - a.bytes || (a.module < b.module ? -1 : 1));
}

/** Libraries a bundle has code of, by name. */
export function bundledLibraries(map: string, mapFolder: string): BundledLibrary[] {
  const folders = new Set<string>();
  for (const source of new TraceMap(map).sources) {
    const [, folder] =
      /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.resolve(mapFolder, source ?? '')) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].map(libraryIn).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function libraryIn(folder: string): BundledLibrary {
  const { name, version, license }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
  return { name, version, licence: license ?? 'unknown', text };
}

function moduleName(source: string, workspace: string, mapFolder: string): string {
  const file = path.resolve(mapFolder, source);
  const [, library] = /.*\/node_modules\/(.*)$/.exec(file) ?? [];
  return library ?? path.relative(workspace, file);
}
