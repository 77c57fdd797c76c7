import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Doctor } from '@airdrop-connectors/core/diagnosis';
import { bundleOf } from './connectors.js';

/** The doctor that was built beside a snap-in. Throws a sentence when there is none or it is not built. */
export function doctorOf(connector: string, bundle?: string): Doctor {
  const file = path.join(path.dirname(bundleOf(connector, bundle)), 'doctor.cjs');
  const loaded: unknown = existsSync(file) ? createRequire(import.meta.url)(file) : undefined;
  if (isDoctorModule(loaded)) return loaded.diagnose;
  throw new Error(
    `The connector "${connector}" has no doctor. Run "npm run build" first, or add src/doctor.ts to the connector.`,
  );
}

function isDoctorModule(value: unknown): value is { diagnose: Doctor } {
  return (
    typeof value === 'object' && value !== null && 'diagnose' in value && typeof value.diagnose === 'function'
  );
}
