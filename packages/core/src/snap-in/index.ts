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
  type SnapInOption,
  secretConnection,
} from './description.js';
