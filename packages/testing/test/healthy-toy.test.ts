import { describe, test } from 'vitest';
import { allCases } from '../src/cases/all.js';
import { shelfSubject } from './shelf-subject.js';

/** Cases about something the shelf does not have. */
const inapplicable: Readonly<Record<string, string>> = {};

describe('the suite passes a connector with nothing wrong', () => {
  const subject = shelfSubject('healthy-shelf');
  for (const { id, title, timeoutMs, run } of allCases) {
    const reason = inapplicable[id];
    if (reason === undefined) test(`${id} ${title}`, { timeout: timeoutMs ?? 60_000 }, () => run(subject));
    else test.skip(`${id} (${reason})`, () => {});
  }
});
