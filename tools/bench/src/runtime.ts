/**
 * What a module given with `--runtime <path>` exports as `benchRuntime`: another way to bring the same records to the
 * platform. The records and how they are normalised come from `@airdrop-connectors/bench/workload`; how many is the
 * external sync unit id of the event.
 */
export interface BenchRuntime {
  /** For the table. */
  name: string;
  /**
   * Handles one `START_EXTRACTING_DATA` event as the platform sends it. Resolves once every data file is uploaded and
   * confirmed and the reply has listed it, at the addresses that the event names.
   */
  deliver(event: unknown): Promise<void>;
}

export function asBenchRuntime(module: unknown, path: string): BenchRuntime {
  const candidate =
    typeof module === 'object' && module !== null && 'benchRuntime' in module
      ? module.benchRuntime
      : undefined;
  if (isBenchRuntime(candidate)) return candidate;
  throw new Error(
    `${path} is no runtime for the bench: it has to export "benchRuntime" with "name" and "deliver(event)".`,
  );
}

function isBenchRuntime(value: unknown): value is BenchRuntime {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'deliver' in value &&
    typeof value.deliver === 'function'
  );
}
