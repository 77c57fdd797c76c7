import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadDescription } from '../load-description.js';
import { checkDescription } from '../manifest/check-description.js';
import { manifestYaml, renderManifest } from '../manifest/manifest.js';
import { SnapInError } from '../snap-in-error.js';
import { type ConnectorFolder, workspaceFolder } from '../workspace.js';
import { type ArchiveFile, tarball } from './archive.js';
import { bundleBudget, loadBundle } from './bundle.js';
import { type BundledLibrary, bundledLibraries, type ModuleSize, moduleSizes } from './bundle-content.js';
import { bundleOn, dependenciesOn, type Runtime } from './runtime.js';
import { type SourceVersion, sourceVersion } from './source-version.js';

/** One connector, ready to be deployed. */
export interface SnapInPackage {
  connector: string;
  runtime: Runtime;
  version: string;
  coreVersion: string;
  source: SourceVersion;
  /** Holds `manifest.yaml`, `code/` and `build.tar.gz`. */
  folder: string;
  /** Of the deployed file, without its source map. */
  bundleBytes: number;
  requireMs: number;
  archiveBytes: number;
  archiveSha256: string;
  /** Largest first. */
  modules: readonly ModuleSize[];
}

/**
 * Makes the folder a snap-in is deployed from: a manifest, and beside it the code as a package of its own that needs
 * nothing installed, or nothing but the SDK. What was there before is replaced.
 * @throws SnapInError when the description has errors, the connector is not built, or its file is over budget
 */
export async function stagePackage(
  connector: ConnectorFolder,
  target: string,
  runtime: Runtime = 'native',
): Promise<SnapInPackage> {
  const snapIn = await loadDescription(connector);
  refuseFindings(connector, checkDescription(snapIn));
  const file = await bundleOn(runtime, connector);
  const { functions, requireMs } = await loadBundle(file);
  const code = await readFile(file, 'utf8');
  const map = await readFile(`${file}.map`, 'utf8');
  const version = await versionOf(connector.folder);
  const coreVersion = await versionOf(path.join(workspaceFolder, 'packages', 'core'));
  const source = sourceVersion(workspaceFolder, connector.name);
  const files: ArchiveFile[] = [
    {
      name: 'dist/index.js',
      content: code.replace(/\/\/# sourceMappingURL=.*\s*$/, '//# sourceMappingURL=index.js.map\n'),
    },
    { name: 'dist/index.js.map', content: sharedMap(map) },
    { name: 'THIRD-PARTY-LICENCES.txt', content: licences(bundledLibraries(map, path.dirname(file))) },
    ...packageFiles(snapIn.slug, { runtime, version, coreVersion, source }),
  ];
  const bundleBytes = Buffer.byteLength(code);
  refuseCost(connector, bundleBytes, requireMs);
  const archive = await tarball(files);
  await rm(target, { recursive: true, force: true });
  for (const { name, content } of files) await write(path.join(target, 'code', name), content);
  await write(path.join(target, 'manifest.yaml'), manifestYaml(renderManifest(snapIn, functions)));
  await write(path.join(target, 'build.tar.gz'), archive);
  return {
    connector: connector.name,
    runtime,
    version,
    coreVersion,
    source,
    folder: target,
    bundleBytes,
    requireMs: Math.round(requireMs),
    archiveBytes: archive.length,
    archiveSha256: createHash('sha256').update(archive).digest('hex'),
    modules: moduleSizes(code, map, workspaceFolder, path.dirname(file)),
  };
}

function refuseFindings({ name }: ConnectorFolder, findings: ReturnType<typeof checkDescription>): void {
  if (findings.length === 0) return;
  const lines = findings.map(
    ({ code, path: where, problem, fix }) => `  ${code} ${where} ${problem}. ${fix}`,
  );
  throw new SnapInError(`connectors/${name}/src/snap-in.ts cannot become a manifest:\n${lines.join('\n')}`);
}

function refuseCost({ name }: ConnectorFolder, bundleBytes: number, requireMs: number): void {
  if (bundleBytes > bundleBudget.bytes) {
    throw new SnapInError(
      `The connector "${name}" has ${bundleBytes} bytes, ${bundleBudget.bytes} are allowed. The largest modules are listed by "snap-in package ${name} --modules".`,
    );
  }
  if (requireMs > bundleBudget.requireMs) {
    throw new SnapInError(
      `The connector "${name}" takes ${Math.round(requireMs)} ms to load, ${bundleBudget.requireMs} are allowed. Load what is seldom needed when it is needed.`,
    );
  }
}

/**
 * What the platform's builder asks for: scripts, and a lock file. With nothing to install that is an empty one; what the
 * SDK depends on is locked by whoever can reach a registry that has it.
 */
function packageFiles(
  name: string,
  {
    runtime,
    version,
    coreVersion,
    source,
  }: Pick<SnapInPackage, 'runtime' | 'version' | 'coreVersion' | 'source'>,
): ArchiveFile[] {
  const dependencies = dependenciesOn[runtime];
  const needsInstallation = Object.keys(dependencies).length > 0;
  const manifest = {
    name,
    version,
    private: true,
    main: './dist/index.js',
    scripts: {
      build: 'node --check dist/index.js',
      package: 'tar -czf build.tar.gz dist package.json package-lock.json',
    },
    engines: { node: '>=20' },
    ...(needsInstallation && { dependencies }),
    airdropConnectors: { core: coreVersion, commit: source.commit ?? null, dirty: source.isDirty },
  };
  const lock = { name, version, lockfileVersion: 3, requires: true, packages: { '': { name, version } } };
  return [
    { name: 'package.json', content: json(manifest) },
    ...(needsInstallation ? [] : [{ name: 'package-lock.json', content: json(lock) }]),
  ];
}

/** Sources keep the names they have below the workspace, so that no path of the machine leaves it. */
function sharedMap(map: string): string {
  const { sources, ...rest }: { sources: string[] } = JSON.parse(map);
  const names = sources.map((source) => source.replace(/^(\.\.\/)+/, ''));
  return JSON.stringify({ ...rest, file: 'index.js', sources: names });
}

function licences(libraries: readonly BundledLibrary[]): string {
  const parts = libraries.map(
    ({ name, version, licence, text }) =>
      `${name} ${version} (${licence})\n\n${text || 'No licence file.'}\n`,
  );
  return `This snap-in contains code of these libraries.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function versionOf(folder: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  return version;
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
