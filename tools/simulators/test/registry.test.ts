import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator, simulatedSystems } from '../src/index.js';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

describe('registry', () => {
  it('lists the systems that have a folder and starts one by name', async () => {
    expect(simulatedSystems()).toContain('jira');
    const simulator = await createSimulator('jira', { size: 3, seed: 1 });
    open.push(simulator);
    expect(simulator.system).toBe('jira');
    expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(simulator.connection.site).toBe(simulator.url);
  });

  it('names the known systems when asked for another one', async () => {
    await expect(createSimulator('../jira', { size: 1, seed: 1 })).rejects.toThrow(
      /no simulator for "\.\.\/jira".*jira/,
    );
  });

  it('names the port and the way out when the port is in use', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(createSimulator('jira', { size: 1, seed: 1, port })).rejects.toThrow(
      new RegExp(`port ${port}.*choose another`),
    );
    await new Promise((resolve) => holder.close(resolve));
  });

  it('refuses sizes and seeds it cannot honour', async () => {
    await expect(createSimulator('jira', { size: -1, seed: 1 })).rejects.toThrow(
      /0 to 5000000 issues, not -1/,
    );
    await expect(createSimulator('jira', { size: 1.5, seed: 1 })).rejects.toThrow(/not 1.5/);
    await expect(createSimulator('jira', { size: 1, seed: Number.NaN })).rejects.toThrow(
      /seed.*whole number/,
    );
  });
});
