import { registerCases } from '../src/contract.js';
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
  'drift-between-runs': 'metadata takes no request',
  'drift-within-run': 'metadata takes no request',
  'units-any': 'there is one shelf',
  'units-empty-world': 'there are people without books',
};

// The suite passes a connector with nothing wrong.
registerCases(shelfSubject('healthy-shelf'), inapplicable);
