import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Simulator, SimulatorOptions } from './simulator.js';

interface SimulatorModule {
  createSimulator(options: SimulatorOptions): Promise<Simulator>;
}

/** Names of the external systems that have a simulator: the folders beside this file that hold an entry module. */
export function simulatedSystems(): string[] {
  const here = new URL('.', import.meta.url);
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && hasEntryModule(new URL(`${entry.name}/`, here)))
    .map((entry) => entry.name)
    .sort();
}

/**
 * Starts the simulator of one external system.
 * Rejects with a sentence when the system is unknown, an option is out of range or the port is taken.
 */
export async function createSimulator(system: string, options: SimulatorOptions): Promise<Simulator> {
  const known = simulatedSystems();
  if (!known.includes(system)) {
    throw new Error(
      `There is no simulator for "${system}". Known systems: ${known.join(', ')}. Choose one of them.`,
    );
  }
  const loaded: unknown = await import(new URL(`${system}/index.js`, import.meta.url).href);
  if (!isSimulatorModule(loaded)) {
    throw new Error(
      `The simulator "${system}" exports no createSimulator function. Add it to ${system}/index.`,
    );
  }
  return loaded.createSimulator(options);
}

function hasEntryModule(folder: URL): boolean {
  return ['index.js', 'index.ts'].some((name) => existsSync(fileURLToPath(new URL(name, folder))));
}

function isSimulatorModule(value: unknown): value is SimulatorModule {
  return (
    typeof value === 'object' &&
    value !== null &&
    'createSimulator' in value &&
    typeof value.createSimulator === 'function'
  );
}
