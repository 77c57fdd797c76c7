import {
  type FunctionFactory,
  createFunctionFactory as onTheNativePort,
} from '@airdrop-connectors/core/entry';

/**
 * Core's function factory with the official SDK between it and the platform. Takes its place in the bundle of a
 * connector that is packaged for this runtime; no connector imports it.
 */
export function createFunctionFactory(
  ...[connector, entryUrl, directions]: Parameters<typeof onTheNativePort>
): FunctionFactory {
  return onTheNativePort(connector, entryUrl, directions, async (event, options) => {
    const { createTsAdaasPlatform } = await import('./ts-adaas-platform.js');
    const { loadSdk } = await import('./sdk.js');
    return createTsAdaasPlatform(event, options, loadSdk(import.meta.url));
  });
}
