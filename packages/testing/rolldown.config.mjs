import { readdirSync } from 'node:fs';
import { connectorModule, snapInBundle } from '../../rolldown.shared.mjs';

/** Every toy connector becomes a deployable file of its own and a module for virtual time, like a real one. */
export default [
  ...readdirSync(new URL('toys', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [built(snapInBundle, file, '.cjs'), built(connectorModule, file, '.mjs')]),
  ...['shelf/on-ts-adaas.ts', 'notebook/index.ts', 'notebook/on-ts-adaas.ts'].map((file) =>
    built(snapInBundle, file, '.cjs'),
  ),
];

function built(kind, file, extension) {
  const output = { ...kind.output, file: `dist/toys/${file.replace(/\.ts$/, extension)}` };
  return { ...kind, input: `toys/${file}`, output };
}
