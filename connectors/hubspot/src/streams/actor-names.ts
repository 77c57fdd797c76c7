import type { HubspotClient } from '../client.js';
import { chunks } from './chunks.js';

/** How many actors are asked for at once. */
const together = 100;

/** Names of those who say something and are no people of the portal: bots, integrations, assistants. */
export interface ActorNames {
  /** By id; asks for those that were not met before. */
  of(actorIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Users and contacts are records of their own, and who takes part by e-mail says so in the id. */
export function createActorNames(client: Pick<HubspotClient, 'actors'>): ActorNames {
  const names = new Map<string, string>();
  const met = new Set<string>();
  return {
    async of(actorIds) {
      const fresh = [...new Set(actorIds)].filter((id) => /^[BIL]-/.test(id) && !met.has(id));
      for (const id of fresh) met.add(id);
      const answers = await Promise.all(chunks(fresh, together).map((ids) => client.actors(ids)));
      for (const { id, name, email } of answers.flat()) {
        const known = name || email;
        if (known) names.set(id, known);
      }
      return names;
    },
  };
}
