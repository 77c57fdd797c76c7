import { ConnectorError, RetryableError } from '../errors.js';

/**
 * What does not change while an invocation lasts is asked once, however many streams and loaders need it: a client lives
 * as long as one. A refusal is an answer, too; what may pass is asked again.
 * @param ask called once for each list of keys
 */
export function askedOnce<Client extends object, Keys extends readonly string[], Value>(
  ask: (client: Client, ...keys: Keys) => Promise<Value>,
): (client: Client, ...keys: Keys) => Promise<Value> {
  const known = new WeakMap<Client, Map<string, Promise<Value>>>();
  return (client, ...keys) => {
    const ofClient = known.get(client) ?? new Map<string, Promise<Value>>();
    known.set(client, ofClient);
    const name = JSON.stringify(keys);
    const found = ofClient.get(name);
    if (found !== undefined) return found;
    const asked = ask(client, ...keys).catch((error: unknown) => {
      const isAnswer = ConnectorError.isInstance(error) && !(error instanceof RetryableError);
      if (!isAnswer) ofClient.delete(name);
      throw error;
    });
    ofClient.set(name, asked);
    return asked;
  };
}
