import { RefusedItem } from '../api/refusals.js';
import type { Properties } from '../api/writing.js';

/**
 * Sends properties, and once more without those that HubSpot refuses by name: one bad value does not keep the others
 * from being written.
 * @param needed without these there is nothing to write
 * @returns what was answered, and what HubSpot says about properties it has not taken
 * @throws RefusedItem when it is about something else, such as a property that was not sent and has to be
 */
export async function acceptedProperties<Answer>(
  properties: Properties,
  needed: readonly string[],
  send: (accepted: Properties) => Promise<Answer>,
): Promise<{ answer: Answer; refused: Record<string, string> }> {
  try {
    return { answer: await send(properties), refused: {} };
  } catch (error) {
    if (!(error instanceof RefusedItem)) throw error;
    const names = Object.keys(error.problems);
    const rest = Object.entries(properties).filter(([name]) => !names.includes(name));
    const canBeLeftOut = names.every((name) => properties[name] && !needed.includes(name));
    if (names.length === 0 || rest.length === 0 || !canBeLeftOut) throw error;
    return { answer: await send(Object.fromEntries(rest)), refused: { ...error.problems } };
  }
}

/** Sentences by field, where properties have other names than the fields of an item. */
export function refusedFields(
  problems: Readonly<Record<string, string>>,
  fieldOf: Readonly<Record<string, string>>,
  prefix: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([name, text]) => [
      fieldOf[name] ?? `${prefix}${name}`,
      `HubSpot would not take it: ${text}. Change it in DevRev or in HubSpot, then sync again.`,
    ]),
  );
}
