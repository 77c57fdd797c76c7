import type { Call, Reply } from '../../http/reply.js';
import type { Account } from '../account.js';

export interface Endpoint {
  /** Path with `{name}` parts, as in the vendor's reference, without `.json`; all are GET. */
  template: string;
  /** Answered to anybody, as somebody without a name. */
  isOpen?: true;
  /** Refused to agents who are no administrators. */
  needsAdmin?: true;
  /** Part of a plan or of an add-on that an account may lack. */
  feature?: Feature;
  answer(call: Call, account: Account, isKnown: boolean): Reply;
}

/** What an account may lack, and how its endpoints refuse then: some hide, some forbid, one without a word. */
export const features = {
  'custom objects': 'forbids',
  'help center': 'forbids',
  'service level agreements': 'hides',
  'side conversations': 'is silent',
  'ticket forms': 'forbids',
} as const;
export type Feature = keyof typeof features;
