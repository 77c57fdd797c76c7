import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readChoices } from '../src/choices.js';
import { planConnector } from '../src/plan.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const names = { kebab: 'acme-desk', pascal: 'AcmeDesk', display: 'Acme Desk' };

/** Every choice is in one of them. */
const combinations = [
  {},
  { auth: 'basic', paging: 'offset', reverse: 'no' },
  { auth: 'oauth2', paging: 'link' },
  { auth: 'oauth2', paging: 'offset', reverse: 'no' },
] as const;

/**
 * What is generated: whole where it differs from the example, else by its hash; the example itself is reviewed as a
 * connector. Updated with `npx vitest run -u`.
 */
it.each(combinations)('%j gives what it gave before', async (given) => {
  const choices = readChoices(given);
  const plain = planConnector(root, names, readChoices({}));
  const made = planConnector(root, names, choices);
  const lines: string[] = [];
  for (const part of ['connector', 'simulator'] as const)
    for (const [file, text] of made[part]) {
      const sha256 = createHash('sha256').update(text).digest('hex').slice(0, 12);
      const isPlain = plain[part].get(file) === text;
      lines.push(`${part}/${file} ${sha256}`, ...(isPlain ? [] : [text]));
    }
  const file = `golden/${choices.auth}-${choices.paging}-${choices.reverse}.txt`;
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file);
});
