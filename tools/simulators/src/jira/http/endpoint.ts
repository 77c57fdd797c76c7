import type { Call, Reply } from '../../http/reply.js';
import type { Site } from '../site.js';

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT';
  /** Path with `{name}` parts, as in the vendor's reference. */
  template: string;
  /** Answered without credentials. */
  anonymous?: true;
  /** Answered by the gateway itself, beside the addresses of sites. */
  ofGateway?: true;
  /** Takes a body that is no JSON, as it comes. */
  takesFile?: true;
  answer(call: Call, site: Site): Reply;
}
