import { connectorContract } from '@airdrop-connectors/testing';

connectorContract({
  system: 'jira',
  bundle: new URL('../dist/index.cjs', import.meta.url),
});
