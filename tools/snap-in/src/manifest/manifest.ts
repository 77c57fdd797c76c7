import {
  type ConnectionKind,
  type ConnectionRequest,
  coreOptions,
  type OAuthConnection,
  type Option,
  type SecretConnection,
  type SnapInDescription,
} from '@airdrop-connectors/core/snap-in';
import { stringify } from 'yaml';

/** `manifest.yaml`, version 2, as far as an Airdrop snap-in uses it. Source: DevRev developer docs, "Manifest". */
export interface Manifest {
  version: '2';
  name: string;
  description: string;
  service_account: { display_name: string; scopes: { self: Scope[] } };
  functions: { name: string; description: string }[];
  developer_keyrings?: { name: string; display_name: string; description: string }[];
  keyring_types: Readonly<Record<string, unknown>>[];
  inputs: { organization: Readonly<Record<string, unknown>>[] };
  imports: Import[];
}

interface Scope {
  scope: string;
  optional: boolean;
  reason: string;
}

interface Import {
  slug: string;
  display_name: string;
  description: string;
  extractor_function: string;
  loader_function?: string;
  allowed_connection_types: string[];
  capabilities: string[];
}

/** What every sync needs of the platform. Source: manifest of DevRev's AirSync template. */
const scopes: readonly Scope[] = [
  {
    scope: 'sync_mapper_record:read',
    optional: false,
    reason: 'Finds the DevRev object of an external record.',
  },
  { scope: 'sync_mapper_record:write', optional: false, reason: 'Remembers which objects belong together.' },
  { scope: 'sync_unit:read', optional: false, reason: 'Reads what is to be synced.' },
  { scope: 'sync_snap_in:all', optional: false, reason: 'Runs syncs.' },
];

/** What the functions of a connector do; a bundle exports no others. */
const functionDescriptions = {
  extraction: 'Brings data from the external system into DevRev.',
  loading: 'Brings changes made in DevRev back to the external system.',
} as const;

export type FunctionName = keyof typeof functionDescriptions;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functionDescriptions, name);
}

/** @param functions what the bundle exports */
export function renderManifest(snapIn: SnapInDescription, functions: readonly FunctionName[]): Manifest {
  const { systemName, slug, description, connections, options = {} } = snapIn;
  const keyrings = connections.filter((connection) => connection.kind === 'oauth2').map(developerKeyring);
  return {
    version: '2',
    name: systemName,
    description,
    service_account: { display_name: `${systemName} Airdrop`, scopes: { self: [...scopes] } },
    functions: functions.map((name) => ({ name, description: functionDescriptions[name] })),
    ...(keyrings.length > 0 && { developer_keyrings: keyrings }),
    keyring_types: connections.map((connection) => keyringType(connection, systemName)),
    inputs: {
      organization: Object.entries({ ...options, ...coreOptions }).map(([name, option]) =>
        input(name, option),
      ),
    },
    imports: [
      {
        slug,
        display_name: systemName,
        description,
        extractor_function: 'extraction',
        ...(functions.includes('loading') && { loader_function: 'loading' }),
        allowed_connection_types: connections.map(({ id }) => id),
        capabilities: ['TIME_SCOPED_SYNCS'],
      },
    ],
  };
}

/** Source: DevRev developer docs, "Snap-in manifest", inputs. */
function input(name: string, option: Option) {
  return {
    name,
    description: option.description,
    ...fieldType(option),
    default_value: option.defaultValue,
    is_required: false,
    ui: { display_name: option.label },
  };
}

function fieldType(option: Option) {
  switch (option.kind) {
    case 'boolean':
      return { field_type: 'bool' };
    case 'number':
      return { field_type: 'int' };
    case 'enum':
      return { field_type: 'enum', allowed_values: Object.keys(option.choices) };
  }
}

export function manifestYaml(manifest: Manifest): string {
  return stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false });
}

function developerKeyring({ clientKeyring }: OAuthConnection) {
  const { name, displayName, description } = clientKeyring;
  return { name, display_name: displayName, description };
}

function keyringType(connection: ConnectionKind, systemName: string): Readonly<Record<string, unknown>> {
  const { id, name, description, organization } = connection;
  return {
    id,
    name,
    description,
    external_system_name: systemName,
    is_subdomain: organization === 'subdomain',
    ...(connection.kind === 'secret' ? secretKeyring(connection) : oauthKeyring(connection)),
    ...(organization !== 'subdomain' && {
      organization_data: { type: 'config', ...request(organization), response_jq: organization.jq },
    }),
  };
}

function secretKeyring({ fields, transform, verification }: SecretConnection) {
  return {
    kind: 'Secret',
    secret_config: {
      ...(transform !== undefined && { secret_transform: transform }),
      fields: fields.map(({ id, name, description, isOptional = false }) => ({
        id,
        name,
        description,
        is_optional: isOptional,
      })),
      token_verification: request(verification),
    },
  };
}

function oauthKeyring(connection: OAuthConnection) {
  const client = { client_id: '[CLIENT_ID]', client_secret: '[CLIENT_SECRET]' };
  return {
    kind: 'Oauth2',
    scopes: connection.scopes.map(({ value, reason }) => ({ name: value, description: reason, value })),
    scope_delimiter: connection.scopeDelimiter,
    oauth_secret: connection.clientKeyring.name,
    authorize: {
      type: 'config',
      auth_url: connection.authorizeUrl,
      token_url: connection.tokenUrl,
      grant_type: 'authorization_code',
      auth_query_parameters: {
        client_id: '[CLIENT_ID]',
        scope: '[SCOPES]',
        response_type: 'code',
        ...connection.authorizeParameters,
      },
      token_query_parameters: { ...client, ...connection.tokenParameters },
    },
    refresh: {
      type: 'config',
      url: connection.refreshUrl ?? connection.tokenUrl,
      method: 'POST',
      headers: { 'Content-type': 'application/x-www-form-urlencoded' },
      query_parameters: { ...client, refresh_token: '[REFRESH_TOKEN]', grant_type: 'refresh_token' },
    },
    ...(connection.revoke && {
      revoke: { type: 'config', ...request(connection.revoke, 'query_parameters') },
    }),
  };
}

function request(
  { url, method = 'GET', headers, query }: ConnectionRequest,
  queryKey: 'query_params' | 'query_parameters' = 'query_params',
) {
  return {
    url,
    method,
    ...(headers && { headers: { ...headers } }),
    ...(query && { [queryKey]: { ...query } }),
  };
}
