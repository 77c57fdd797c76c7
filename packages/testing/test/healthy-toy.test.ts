import { describe, test } from 'vitest';
import { allCases } from '../src/cases/all.js';
import { shelfSubject } from './shelf-subject.js';

/** Cases about something the shelf does not have. */
const inapplicable: Readonly<Record<string, string>> = {
  'kill-anywhere': 'the countdown is killed everywhere in kill-anywhere.test.ts',
  'kill-increment': 'too slow beside the others, and the shelf adds nothing to it',
  'rate-limit-files': 'downloads are not redirected',
  'rate-limit-metadata': 'metadata takes no request',
  'fault-lasting-in-metadata': 'metadata takes no request',
  'fault-truncated-file': 'downloads are not redirected',
  'fault-outage-of-files': 'downloads are not redirected',
  'paging-equal-timestamps': 'no two books share one',
  'paging-equal-timestamps-slow': 'no two books share one',
  'units-any': 'there is one shelf',
  'units-empty-world': 'there are people without books',
};

describe('the suite passes a connector with nothing wrong', () => {
  const subject = shelfSubject('healthy-shelf');
  for (const { id, title, timeoutMs, run } of allCases) {
    const reason = inapplicable[id];
    if (reason === undefined) {
      test(`${id} ${title}`, { timeout: timeoutMs ?? 60_000 }, () => run(subject));
      continue;
    }
    process.stdout.write(`skipped shelf ${id}: ${reason}\n`);
    test.skip(`${id} (${reason})`, () => {});
  }
});
