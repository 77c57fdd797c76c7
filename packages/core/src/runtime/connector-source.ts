import type { Connector } from '../connector/kit.js';

/**
 * The connector, or how to load it. A deployed file loads it in the worker while the first request to the platform is
 * under way, and in the supervising thread not before the worker has ended.
 */
export type ConnectorSource = Connector | (() => Promise<{ connector: Connector }>);

export async function loadConnector(source: ConnectorSource): Promise<Connector> {
  return typeof source === 'function' ? (await source()).connector : source;
}
