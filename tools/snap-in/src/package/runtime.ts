import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type InputOptions, type OutputOptions, type Plugin, rolldown } from 'rolldown';
import { SnapInError } from '../snap-in-error.js';
import { type ConnectorFolder, workspaceFolder } from '../workspace.js';
import { bundleFile } from './bundle.js';

/** What a packaged connector speaks to the platform with: core itself, or DevRev's own SDK. */
export const runtimes = ['native', 'ts-adaas'] as const;
export type Runtime = (typeof runtimes)[number];

/** What the platform installs beside the code; the SDK is never part of it. */
export const dependenciesOn: Readonly<Record<Runtime, Readonly<Record<string, string>>>> = {
  native: {},
  'ts-adaas': { '@devrev/ts-adaas': '^1.20.0' },
};

/**
 * The file to deploy. For the SDK the sources of the connector are bundled once more, with another entry in place of
 * core's.
 * @throws SnapInError when the connector or what it takes is not built
 */
export async function bundleOn(runtime: Runtime, connector: ConnectorFolder): Promise<string> {
  const native = bundleFile(connector);
  if (runtime === 'native') return native;
  const shared: { snapInBundle: InputOptions & { output: OutputOptions } } = await import(
    pathToFileURL(path.join(workspaceFolder, 'rolldown.shared.mjs')).href
  );
  const { output, plugins, ...input } = shared.snapInBundle;
  const file = path.join(path.dirname(native), 'index.ts-adaas.cjs');
  const build = await rolldown({
    ...input,
    cwd: connector.folder,
    plugins: [entryOfSdk(), plugins],
    logLevel: 'silent',
  });
  await build.write({ ...output, file });
  await build.close();
  return file;
}

function entryOfSdk(): Plugin {
  const entry = path.join(workspaceFolder, 'packages', 'ts-adaas-runtime', 'dist', 'entry.js');
  if (!existsSync(entry))
    throw new SnapInError(
      `The runtime on the SDK is not built: ${entry} is missing. Run "npm run build" first.`,
    );
  return {
    name: 'entry-of-sdk',
    resolveId: (source, importer) =>
      source === '@airdrop-connectors/core/entry' && importer !== entry ? entry : null,
  };
}
