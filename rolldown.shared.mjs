/**
 * How every connector is bundled: one CommonJS file that is both the function entry and, started as a
 * thread, its own worker (`import.meta.url` becomes the bundle's own path). Core and all libraries are inside.
 */
export const snapInBundle = {
  input: 'src/index.ts',
  platform: 'node',
  transform: { target: 'node20' },
  output: { file: 'dist/index.cjs', format: 'cjs', minify: true, sourcemap: true },
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

/** What a connector builds. */
export default [snapInBundle, connectorModule];
