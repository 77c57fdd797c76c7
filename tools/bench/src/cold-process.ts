import { createRequire } from 'node:module';

/** What the platform does with a deployed file: load it, call its function with the event. */
const [bundle = '', event = ''] = process.argv.slice(2);
const { functionFactory } = createRequire(import.meta.url)(bundle);
await functionFactory.extraction([JSON.parse(event)]);
