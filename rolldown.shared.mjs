import { isBuiltin } from 'node:module';

/**
 * Modules of Node are loaded when the module that imports them is: most of the time that a bundle takes to start is
 * theirs, and the supervising thread needs few of them before the worker runs.
 */
const builtinsWhenNeeded = {
  name: 'builtins-when-needed',
  resolveId(source, importer) {
    if (!isBuiltin(source)) return null;
    return importer?.startsWith(whenNeeded) ? { id: source, external: true } : `${whenNeeded}${source}`;
  },
  load(id) {
    if (!id.startsWith(whenNeeded)) return null;
    return `module.exports = require(${JSON.stringify(id.slice(whenNeeded.length))});`;
  },
};
const whenNeeded = '\0when-needed:';

/**
 * How every connector is bundled: one CommonJS file that is both the function entry and, started as a
 * thread, its own worker (`import.meta.url` becomes the bundle's own path). Core and all libraries are inside.
 * What the entry imports dynamically stays in the file and runs when it is first asked for.
 */
export const snapInBundle = {
  input: 'src/index.ts',
  platform: 'node',
  plugins: [builtinsWhenNeeded],
  transform: { target: 'node20' },
  output: { file: 'dist/index.cjs', format: 'cjs', minify: true, sourcemap: true, codeSplitting: false },
};

/**
 * The connector alone, for runs on virtual time: core stays outside, so that the runtime and the connector know the
 * same errors. Never deployed.
 */
export const connectorModule = {
  input: 'src/connector.ts',
  platform: 'node',
  transform: { target: 'node20' },
  external: /^@airdrop-connectors\/core/,
  output: { file: 'dist/connector.mjs', format: 'esm' },
};

/** What `airdrop doctor` loads: the connector's client and its examination, for this machine only. */
export const doctorBundle = {
  ...snapInBundle,
  input: 'src/doctor.ts',
  output: { ...snapInBundle.output, file: 'dist/doctor.cjs', sourcemap: false },
};

/** What a connector builds. */
export default [snapInBundle, connectorModule, doctorBundle];
