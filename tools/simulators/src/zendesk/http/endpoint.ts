import type { Call, Reply } from '../../http/reply.js';
import type { Account } from '../account.js';

export interface Endpoint {
  /** GET when not given. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Path with `{name}` parts, as in the vendor's reference, without `.json`. */
  template: string;
  /** Takes a file in place of JSON. */
  takesFile?: true;
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
