import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readJsonIfPresent } from '../platform/atomic-file.js';
import { isJsonObject } from '../platform/json-shape.js';

/** A snap-in as people keep it: `manifest.yaml` beside `code/`, or the package alone. */
export interface SnapInFolder {
  /** Name of its package, without a scope; slugs and directories are made of it. */
  name: string;
  /** File that exports `functionFactory`. */
  file: string;
  functions: { extraction: string; loading: string };
  /** Where the official template keeps its events; need not be there. */
  fixturesFolder: string;
}

/** Rejects with a sentence when the folder holds no snap-in, or one that is not built. */
export async function readSnapInFolder(folder: string): Promise<SnapInFolder> {
  const outer = path.resolve(folder);
  const code = existsSync(path.join(outer, 'code', 'package.json')) ? path.join(outer, 'code') : outer;
  const manifest = await readJsonIfPresent(path.join(code, 'package.json')).catch(() => undefined);
  if (!isJsonObject(manifest)) {
    throw new Error(
      `The folder ${outer} holds no snap-in: there is no package.json in it or in its folder "code". Pass the folder that manifest.yaml is in.`,
    );
  }
  const main = typeof manifest.main === 'string' ? manifest.main : 'index.js';
  const file = path.join(code, main);
  if (!existsSync(file)) {
    throw new Error(
      `The snap-in in ${outer} is not built: ${file} is missing. Run "npm install" and "npm run build" in ${code} first.`,
    );
  }
  return {
    name: nameOf(manifest.name, outer),
    file,
    functions: await functionsOf(path.join(path.dirname(code), 'manifest.yaml')),
    fixturesFolder: path.join(code, 'fixtures'),
  };
}

function nameOf(packageName: unknown, folder: string): string {
  const text = typeof packageName === 'string' ? packageName : path.basename(folder);
  const name = text.replace(/^@[^/]*\//, '').replace(/[^A-Za-z0-9-]+/g, '-');
  return name === '' ? 'snap-in' : name;
}

/** Of the first import, the only one the platform uses; by their usual names where no manifest says otherwise. */
async function functionsOf(manifestFile: string): Promise<SnapInFolder['functions']> {
  const text = await readFile(manifestFile, 'utf8').catch(() => '');
  const named = (key: string) => new RegExp(`^[ \\t-]*${key}:[ \\t]*["']?([\\w-]+)`, 'm').exec(text)?.[1];
  return {
    extraction: named('extractor_function') ?? 'extraction',
    loading: named('loader_function') ?? 'loading',
  };
}
