import { afterEach } from 'vitest';
import { createSimulator, type HubspotSimulatorOptions } from '../src/hubspot/index.js';

const NOW = Date.UTC(2025, 10, 3, 12);
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A small portal that takes writes, closed after the test. `Body` is what its answers may have. */
export async function startPortal<Body>(options: Partial<HubspotSimulatorOptions> = {}) {
  const clock = { now: NOW };
  const simulator = await createSimulator({ size: 40, seed: 3, now: () => clock.now, ...options });
  open.push(simulator);
  const send = async (method: string, path: string, body?: object | FormData) => {
    const response = await fetch(simulator.url + path, {
      method,
      headers: { authorization: `Bearer ${simulator.connection.token}` },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };
  return { simulator, clock, send, written: () => [...(simulator.written?.() ?? [])] };
}
