import { firstRoot } from '../../first-root.js';
import type { SimulatorOptions } from '../../simulator.js';
import type { FirstTicket } from './model.js';
import { MOST_FILES_PER_TICKET } from './world.js';

const MOST_MESSAGES = 5_000;

/** What the options ask for on the first ticket. Throws a sentence when one is out of range. */
export function firstTicket(options: SimulatorOptions): FirstTicket {
  const { children, files } = firstRoot(options, {
    mostChildren: MOST_MESSAGES,
    mostFiles: MOST_FILES_PER_TICKET,
  });
  return { ...(children !== undefined && { messages: children }), ...(files && { files }) };
}
