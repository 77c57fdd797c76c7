import { PlatformError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { InitialDomainMapping } from '../mapping/mapping-document.js';
import type { AirdropEvent } from '../protocol/event.js';
import { jsonBody, type PlatformRequestOptions, platformJson } from './platform-request.js';

/**
 * Installs the initial domain mapping for this version of the snap-in.
 * Source: devrev/adaas-sdk v1.20 `src/common/install-initial-domain-mapping.ts`.
 */
export async function installMapping(
  mapping: InitialDomainMapping,
  event: AirdropEvent,
  authorization: Readonly<Record<string, string>>,
  options: PlatformRequestOptions,
): Promise<void> {
  const post = (route: string, purpose: string, content: unknown) =>
    platformJson(
      {
        method: 'POST',
        url: `${event.devrevEndpoint}/internal/${route}`,
        headers: authorization,
        purpose,
        body: jsonBody(content),
      },
      options,
    );

  const { body } = await platformJson(
    {
      method: 'GET',
      url: `${event.devrevEndpoint}/internal/snap-ins.get?${new URLSearchParams({ id: event.snapInId })}`,
      headers: authorization,
      purpose: 'reading the snap-in for the initial domain mapping',
    },
    options,
  );
  const { importSlug, snapInSlug } = slugs(body);
  if (!importSlug || !snapInSlug) {
    throw new PlatformError(
      'Error while installing initial domain mapping: the snap-in has no import or no slug. Deploy the snap-in again.',
      { code: 'mapping_not_installed' },
    );
  }
  const blueprint = await createBlueprint(mapping, post);
  await post('airdrop.recipe.initial-domain-mappings.install', 'installing the initial domain mapping', {
    external_system_type: 'ADaaS',
    import_slug: importSlug,
    snap_in_slug: snapInSlug,
    ...(blueprint && { starting_recipe_blueprint: blueprint }),
    ...mapping.additional_mappings,
  });
}

/** Only the first import of a snap-in is ever used. */
function slugs(body: Record<string, unknown>): { importSlug: string; snapInSlug: string } {
  const snapIn = isJsonObject(body.snap_in) ? body.snap_in : {};
  const [firstImport]: unknown[] = Array.isArray(snapIn.imports) ? snapIn.imports : [];
  const version = isJsonObject(snapIn.snap_in_version) ? snapIn.snap_in_version : {};
  return {
    importSlug: isJsonObject(firstImport) && typeof firstImport.name === 'string' ? firstImport.name : '',
    snapInSlug: typeof version.slug === 'string' ? version.slug : '',
  };
}

/** A blueprint is an optional convenience of the platform: without one the mapping still works. */
async function createBlueprint(
  mapping: InitialDomainMapping,
  post: (route: string, purpose: string, content: unknown) => Promise<{ body: Record<string, unknown> }>,
): Promise<string | undefined> {
  const { starting_recipe_blueprint: blueprint } = mapping;
  if (!blueprint || Object.keys(blueprint).length === 0) return undefined;
  try {
    const { body } = await post(
      'airdrop.recipe.blueprints.create',
      'creating the recipe blueprint',
      blueprint,
    );
    const created = isJsonObject(body.recipe_blueprint) ? body.recipe_blueprint : {};
    return typeof created.id === 'string' ? created.id : undefined;
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}
