import { readdirSync } from 'node:fs';
import { snapInBundle } from '../../rolldown.shared.mjs';

/** Every toy connector becomes a deployable file of its own, like a real one. */
export default readdirSync(new URL('toys', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    ...snapInBundle,
    input: `toys/${file}`,
    output: { ...snapInBundle.output, file: `dist/toys/${file.replace(/\.ts$/, '.cjs')}` },
  }));
