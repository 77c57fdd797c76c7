import { describe, test } from 'vitest';
import { allCases } from '../src/cases/all.js';
import { shelfSubject } from './shelf-subject.js';

/** Cases about something the shelf does not have. */
const inapplicable: Readonly<Record<string, string>> = {
  'kill-anywhere': 'the countdown is killed everywhere in kill-anywhere.test.ts',
  'kill-increment': 'too slow beside the others, and the shelf adds nothing to it',
  'rate-limit-files': 'downloads are not redirected',
  'rate-limit-silence':
    'takes minutes: every file is limited once, and each time all downloads of the shelf are silent',
  'rate-limit-metadata': 'metadata takes no request',
  'fault-truncated-file': 'downloads are not redirected',
  'fault-outage-of-files': 'downloads are not redirected',
  'paging-equal-timestamps': 'no two books share one',
  'paging-equal-timestamps-slow': 'no two books share one',
  'clock--10-minutes':
    'core learns the clock of the source from the metadata phase, where the shelf is not asked',
  'clock--1-minutes': 'as clock--10-minutes',
  'clock-changes-sides': 'as clock--10-minutes',
  'units-any': 'there is one shelf',
  'units-empty-world': 'there are people without books',
};

describe('the suite passes a connector with nothing wrong', () => {
  const subject = shelfSubject('healthy-shelf');
  for (const { id, title, timeoutMs, run } of allCases) {
    const reason = inapplicable[id];
    if (reason === undefined) test(`${id} ${title}`, { timeout: timeoutMs ?? 60_000 }, () => run(subject));
    else test.skip(`${id} (${reason})`, () => {});
  }
});
