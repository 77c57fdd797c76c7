/** Imports point one way: connector → core; testing and tools → anything; core → nothing of ours. */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^(packages/(?!core/)|connectors/|tools/)' },
    },
    {
      name: 'connector-imports-only-core',
      comment:
        'A connector is deployed alone: sources may use core and libraries, never another connector or a tool.',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/src' },
      to: { path: '^(connectors/(?!$1/)|tools/|packages/(?!core/))' },
    },
    {
      name: 'local-platform-is-independent',
      comment:
        'The local platform is a second implementation of the protocol; of core it knows what is no protocol: the catalogue of DevRev objects, the checks of documents, rich text, and what a doctor says.',
      severity: 'error',
      from: { path: '^tools/airdrop/src' },
      to: { path: '^packages/core/(?!dist/(devrev-objects|diagnosis|rich-text|validation)/)' },
    },
    {
      name: 'sdk-only-in-its-runtime',
      comment:
        'The official SDK is known to the runtime on it, which loads it by name, and to snap-ins that are test fixtures.',
      severity: 'error',
      from: { pathNot: '^tools/airdrop/test/fixtures/sdk-snap-in/' },
      to: { path: '@devrev/ts-adaas' },
    },
    {
      name: 'only-through-the-barrel',
      comment: 'Other packages are entered through their exports, not by path.',
      severity: 'error',
      from: { path: '^(packages|connectors|tools)/([^/]+)/' },
      to: { path: '^(packages|connectors|tools)/(?!$2/)[^/]+/src/' },
    },
    {
      name: 'virtual-time-is-for-tests',
      comment: 'What is deployed must not carry a clock and a network of tests.',
      severity: 'error',
      from: { path: '^(packages/core/src/(?!testing/)|connectors/[^/]+/src|tools/airdrop/src)' },
      to: { path: '^packages/core/(src|dist)/testing/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      comment: 'The official SDK is installed where a snap-in on it runs, never here.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@devrev/ts-adaas' },
    },
  ],
  options: {
    // Files that replace those of another connector resolve nothing where they lie.
    exclude: { path: '^tools/create-connector/variants/' },
    doNotFollow: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
