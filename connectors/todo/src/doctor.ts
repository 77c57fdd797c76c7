import { createDoctor } from '@airdrop-connectors/core/diagnosis';
import { service } from './kit.js';

const tasksPerPage = 20;
/** What the limit on comments allows, but for what is left to others. */
const tasksPerSecond = 24;

/** What the credential of a connection can see, and what a first import would cost. */
export const diagnose = createDoctor(service, async ({ client }) => {
  const [{ name }, lists] = await Promise.all([client.account(), client.lists()]);
  return {
    account: name,
    findings: [{ status: 'ok', what: 'lists', consequence: 'complete' }],
    units: lists.map((list) => {
      const rootObjects = list.task_count ?? 0;
      const calls = 3 + Math.ceil(rootObjects / tasksPerPage) + rootObjects;
      const seconds = Math.round(rootObjects / tasksPerSecond);
      return { id: list.id, name: list.name, rootObjects, calls, seconds, findings: [] };
    }),
  };
});
