import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createSimulator, simulatedSystems } from '@airdrop-connectors/simulators';

const connectorsFolder = new URL('../../../connectors/', import.meta.url);

/**
 * Connectors of this workspace with a simulator of the same name.
 * @param only name of the one that is wanted
 * @throws Error when there is no connector of that name that is built and has a simulator
 */
export function builtConnectors(only?: string): string[] {
  const simulated = new Set(simulatedSystems());
  const built = readdirSync(connectorsFolder).filter(
    (name) => simulated.has(name) && existsSync(connectorModule(name)),
  );
  if (only === undefined) return built;
  if (built.includes(only)) return [only];
  throw new Error(
    `There is no built connector "${only}" with a simulator. Choose one of ${built.join(', ')}.`,
  );
}

/** Path of the connector with core left outside. */
export function connectorModule(connector: string): string {
  return fileURLToPath(new URL(`${connector}/dist/connector.mjs`, connectorsFolder));
}

/** Limits of the vendor that its simulator can play. */
export async function limitNames(system: string): Promise<readonly string[]> {
  const simulator = await createSimulator(system, { size: 0, seed: 1 });
  await simulator.close();
  return simulator.limitNames ?? [];
}
