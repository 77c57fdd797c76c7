import type { JiraClient } from '../client.js';

/** What does not change while one invocation lasts is asked once; a failure is asked again. */
export function askedOnce<Value>(
  ask: (client: JiraClient, ...ids: string[]) => Promise<Value>,
): (client: JiraClient, ...ids: string[]) => Promise<Value> {
  const known = new WeakMap<JiraClient, Map<string, Promise<Value>>>();
  return (client, ...ids) => {
    const ofClient = known.get(client) ?? new Map<string, Promise<Value>>();
    known.set(client, ofClient);
    const name = ids.join(' ');
    const found = ofClient.get(name);
    if (found !== undefined) return found;
    const asked = ask(client, ...ids).catch((error: unknown) => {
      ofClient.delete(name);
      throw error;
    });
    ofClient.set(name, asked);
    return asked;
  };
}

export const projectOf = askedOnce((client, projectId = '') => client.project(projectId));
