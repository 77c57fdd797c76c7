import { createRequire } from 'node:module';

/** What loading a deployed file takes, before anybody calls it. */
const [bundle = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const started = performance.now();
require(bundle);
process.send?.(performance.now() - started);
