import { createSimulator } from '@airdrop-connectors/simulators';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connection } from '../src/connection.js';

describe('the connection of the simulator', () => {
  it('is one the connector takes', async () => {
    const simulator = await createSimulator('codeberg', { size: 1, seed: 1 });
    onTestFinished(() => simulator.close());
    expect(connection.schema.safeParse(simulator.connection).success).toBe(true);
  });
});
