import { afterEach } from 'vitest';
import { createSimulator, type ZendeskSimulatorOptions } from '../src/zendesk/index.js';

export const NOW = Date.UTC(2025, 10, 3, 12);

/** Of an answer, what tests look at. */
interface Body {
  tickets: { id: number; generated_timestamp: number }[];
  after_cursor: string;
  comments: { attachments: { content_url: string }[] }[];
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A simulated account at `NOW`, and requests with its credential; closed after the test. */
export async function startZendesk(options: Partial<ZendeskSimulatorOptions> = {}) {
  const simulator = await createSimulator({ size: 500, seed: 3, now: () => NOW, ...options });
  open.push(simulator);
  const { email, api_token: token } = simulator.connection;
  const authorization = `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`;
  const ask = (path: string, headers: Record<string, string> = { authorization }) =>
    fetch(simulator.url + path, { headers, redirect: 'manual' });
  return { simulator, ask, json: async (path: string) => (await (await ask(path)).json()) as Body };
}
