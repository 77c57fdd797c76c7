import { RecordError, type ResponseAction, type ResponseFacts } from '@airdrop-connectors/core';
import { errorMessage } from './answers.js';

/** What the service would not take of what was written, in its own words. https://api.todo.example/docs/errors */
export function writeRefusal({ status, bodyStart }: ResponseFacts): ResponseAction {
  if (status !== 422) return { action: 'default' };
  const said = errorMessage(bodyStart) ?? 'it gave no reason';
  const message = `To-do would not take it: ${said}. Change it in DevRev or in To-do, then sync again.`;
  return { action: 'fail', error: new RecordError(message, { code: 'item_refused', isLimitation: true }) };
}
