// How a connector is deployed: what its manifest, its OAuth apps and its inputs are made from. Nothing at run time needs it.

export type { BooleanOption, EnumOption, NumberOption, Option, Options } from '../connector/options.js';
export { coreOptions } from '../runtime/limit-share.js';
export {
  type ConnectionKind,
  type ConnectionRequest,
  defineSnapIn,
  type OAuthConnection,
  type OrganizationRequest,
  oauthConnection,
  type SecretConnection,
  type SecretField,
  type SnapInDescription,
  secretConnection,
} from './description.js';
