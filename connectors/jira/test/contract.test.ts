import { connectorContract } from '@airdrop-connectors/testing';
import { shape } from './contract-shape.js';

connectorContract({ system: 'jira', bundle: new URL('../dist/index.cjs', import.meta.url), shape });
