import type { Options } from '../connector/options.js';

/**
 * What a connector is as a snap-in: how it is called, and how somebody connects it. Declared in `snap-in.ts` of a
 * connector, which nothing at run time imports; the manifest is rendered from it when the connector is packaged.
 * Source of the manifest's keys: DevRev developer docs, "Snap-in manifest" and "Keyrings" for AirSync.
 */
export interface SnapInDescription {
  /** The external system as people write it, with a capital first: `Jira`. */
  systemName: string;
  /** Name of the snap-in package in an organisation; by convention `airdrop-<system>-snap-in`. */
  slug: string;
  /** One sentence for the marketplace and the list of snap-ins. */
  description: string;
  /** Ways to connect, the recommended one first. */
  connections: readonly ConnectionKind[];
  /** The connector's own options, as it declares them for its kit; what core offers for all is added. */
  options?: Options;
}

/** One way to connect; the platform shows each as a form or a sign-in. */
export type ConnectionKind = SecretConnection | OAuthConnection;

interface CommonConnection {
  /** Stays for ever: connections that exist are of this kind. */
  id: string;
  name: string;
  description: string;
  /**
   * `subdomain`: the user types it, and it becomes the id of the connection's organisation. A request: the answer
   * names one organisation, or several to choose from.
   */
  organization: 'subdomain' | OrganizationRequest;
}

/** A token, or several texts, that the user types. */
export interface SecretConnection extends CommonConnection {
  kind: 'secret';
  fields: readonly SecretField[];
  /**
   * jq over the fields, by id. What it makes is `connection_data.key`, and `[API_KEY]` in requests; several fields
   * need one.
   */
  transform?: string;
  /** Asked when the connection is made; an answer other than 2xx refuses it. */
  verification: ConnectionRequest;
}

/** One part of a secret, typed by the user. */
export interface SecretField {
  id: string;
  name: string;
  description: string;
  isOptional?: boolean;
}

/** OAuth 2 with an app of whoever deploys the snap-in; the platform keeps and renews the tokens. */
export interface OAuthConnection extends CommonConnection {
  kind: 'oauth2';
  /** Developer keyring with client id and secret; made once in each organisation. */
  clientKeyring: { name: string; displayName: string; description: string };
  scopes: readonly { value: string; reason: string }[];
  scopeDelimiter: ' ' | ',';
  authorizeUrl: string;
  authorizeParameters?: Readonly<Record<string, string>>;
  tokenUrl: string;
  tokenParameters?: Readonly<Record<string, string>>;
  /** Renews a token; the address of tokens unless told otherwise. */
  refreshUrl?: string;
  revoke?: ConnectionRequest;
}

/**
 * A request of the platform itself. Texts may hold `[API_KEY]`, `[SUBDOMAIN]`, `[ACCESS_TOKEN]`, `[REFRESH_TOKEN]`,
 * `[CLIENT_ID]`, `[CLIENT_SECRET]` and `[SCOPES]`.
 */
export interface ConnectionRequest {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
}

/** Asks which organisations a connection is for. */
export interface OrganizationRequest extends ConnectionRequest {
  /** jq over the answer; gives `{id, name}` once, or once for each organisation to choose from. */
  jq: string;
}

/** Declares how a connector is deployed. */
export function defineSnapIn(description: SnapInDescription): SnapInDescription {
  return description;
}

/** A connection that is made by typing a secret. */
export function secretConnection(connection: Omit<SecretConnection, 'kind'>): SecretConnection {
  return { kind: 'secret', ...connection };
}

/** A connection that is made by signing in at the external system. */
export function oauthConnection(connection: Omit<OAuthConnection, 'kind'>): OAuthConnection {
  return { kind: 'oauth2', ...connection };
}
