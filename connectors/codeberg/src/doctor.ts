import { createDoctor } from '@airdrop-connectors/core/diagnosis';
import { externalSyncUnits } from './external-sync-units.js';
import { service } from './kit.js';

/** What the credential of a connection can see. What an import costs is not said: Codeberg counts open issues only. */
export const diagnose = createDoctor(service, async ({ client }) => {
  const { login } = await client.user();
  const units = [];
  for await (const page of externalSyncUnits({ client }))
    units.push(...page.map(({ id, name }) => ({ id, name, findings: [] })));
  return {
    account: login,
    findings: [{ status: 'ok', what: 'repositories', consequence: 'complete' }],
    units,
  };
});
