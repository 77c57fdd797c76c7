import { connectorContract } from '@airdrop-connectors/testing';
import { shape } from './contract-shape.js';

const reason = 'Nobody configures a repository: metadata is the same for all, and nothing is asked for it.';
connectorContract({
  system: 'codeberg',
  bundle: new URL('../dist/index.cjs', import.meta.url),
  shape,
  skip: {
    'fault-lasting-in-metadata': reason,
    'rate-limit-metadata': reason,
    'drift-between-runs': reason,
    'drift-within-run': reason,
  },
});
