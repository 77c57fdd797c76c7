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

/** What `airdrop doctor` loads: the connector's client and its examination, for this machine only. */
export const doctorBundle = {
  ...snapInBundle,
  input: 'src/doctor.ts',
  output: { ...snapInBundle.output, file: 'dist/doctor.cjs', sourcemap: false },
};
