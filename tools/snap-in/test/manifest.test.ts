import { coreOptions } from '@airdrop-connectors/core/snap-in';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestYaml, renderManifest } from '../src/manifest/manifest.js';
import { example } from './example-snap-in.js';

test('names the functions of the bundle, and the loader only where there is one', () => {
  const oneWay = renderManifest(example, ['extraction']);
  expect(oneWay.functions.map(({ name }) => name)).toEqual(['extraction']);
  expect(oneWay.imports).toMatchObject([{ slug: 'airdrop-boxes-snap-in', extractor_function: 'extraction' }]);
  expect(oneWay.imports[0]).not.toHaveProperty('loader_function');
  const bothWays = renderManifest(example, ['extraction', 'loading']);
  expect(bothWays.imports).toMatchObject([{ loader_function: 'loading' }]);
});

test('is YAML that reads back as what it says', () => {
  const manifest = renderManifest(example, ['extraction']);
  expect(parse(manifestYaml(manifest))).toEqual(manifest);
});

test('offers every way to connect, with what the platform asks for each', () => {
  const { keyring_types, imports, developer_keyrings } = renderManifest(example, ['extraction']);
  expect(imports[0]?.allowed_connection_types).toEqual(['boxes-oauth', 'boxes-token']);
  expect(developer_keyrings).toEqual([
    { name: 'boxes-oauth-secret', display_name: 'Boxes app', description: 'Id and secret.' },
  ]);
  expect(keyring_types).toMatchObject([
    {
      id: 'boxes-oauth',
      kind: 'Oauth2',
      is_subdomain: false,
      external_system_name: 'Boxes',
      oauth_secret: 'boxes-oauth-secret',
      scopes: [{ name: 'read:boxes', value: 'read:boxes', description: 'Reads boxes.' }],
      authorize: {
        auth_query_parameters: { client_id: '[CLIENT_ID]', scope: '[SCOPES]', prompt: 'consent' },
        token_query_parameters: { client_secret: '[CLIENT_SECRET]' },
      },
      refresh: { url: 'https://auth.boxes.example/token', method: 'POST' },
      organization_data: { type: 'config', response_jq: '.[] | {id: .id, name: .name}' },
    },
    {
      id: 'boxes-token',
      kind: 'Secret',
      is_subdomain: true,
      secret_config: {
        secret_transform: '.email + ":" + .token | @base64',
        fields: [
          { id: 'email', is_optional: false },
          { id: 'token', is_optional: false },
        ],
        token_verification: { url: 'https://[SUBDOMAIN].boxes.example/me', method: 'GET' },
      },
    },
  ]);
  expect(keyring_types[1]).not.toHaveProperty('organization_data');
});

test('options reach operators with their defaults', () => {
  expect(renderManifest(example, ['extraction']).inputs.organization).toEqual([
    {
      name: 'with_history',
      description: 'Brings the history of boxes too.',
      field_type: 'bool',
      default_value: false,
      is_required: false,
      ui: { display_name: 'History' },
    },
    {
      name: 'colours',
      description: 'Which boxes are brought.',
      field_type: 'enum',
      allowed_values: ['all', 'red'],
      default_value: 'all',
      is_required: false,
      ui: { display_name: 'Colours' },
    },
    {
      name: 'limit_share_percent',
      description: coreOptions.limit_share_percent.description,
      field_type: 'int',
      default_value: 80,
      is_required: false,
      ui: { display_name: 'Share of limits' },
    },
  ]);
});
