import path from 'node:path';
import { readJsonIfPresent, writeFileAtomically } from './atomic-file.js';
import { isJsonObject, type JsonObject } from './json-shape.js';

export interface MappingStore {
  createBlueprint(blueprint: JsonObject): Promise<string>;
  hasBlueprint(id: string): boolean;
  install(installation: MappingInstallation): Promise<void>;
  /** Whether this version of the snap-in has installed its mapping for a sync unit. */
  isInstalled(snapInVersionId: string, syncUnitId: string): boolean;
  /** The mapping a version of the snap-in has installed for a sync unit. */
  installed(snapInVersionId: string, syncUnitId: string): JsonObject | undefined;
}

export interface MappingInstallation {
  snap_in_version_id: string;
  sync_unit: string;
  mapping: JsonObject;
}

/** Blueprints and installed mappings in `mapping.json`. */
export async function openMappingStore(directory: string): Promise<MappingStore> {
  const file = path.join(directory, 'mapping.json');
  const stored = await readJsonIfPresent(file);
  const held = isJsonObject(stored) ? stored : {};
  const blueprints = isJsonObject(held.blueprints) ? { ...held.blueprints } : {};
  const installations: MappingInstallation[] = Array.isArray(held.installations) ? held.installations : [];
  const save = () =>
    writeFileAtomically(file, `${JSON.stringify({ blueprints, installations }, undefined, 2)}\n`);

  const find = (snapInVersionId: string, syncUnitId: string) =>
    installations.find(
      (installation) =>
        installation.snap_in_version_id === snapInVersionId && installation.sync_unit === syncUnitId,
    );

  return {
    async createBlueprint(blueprint) {
      const id = `don:integration:dvrv-us-1:devo/local:recipe_blueprint/${Object.keys(blueprints).length + 1}`;
      blueprints[id] = blueprint;
      await save();
      return id;
    },
    hasBlueprint: (id) => Object.hasOwn(blueprints, id),
    async install(installation) {
      const known = installations.findIndex(
        (other) =>
          other.snap_in_version_id === installation.snap_in_version_id &&
          other.sync_unit === installation.sync_unit,
      );
      installations.splice(known < 0 ? installations.length : known, known < 0 ? 0 : 1, installation);
      await save();
    },
    isInstalled: (snapInVersionId, syncUnitId) => find(snapInVersionId, syncUnitId) !== undefined,
    installed: (snapInVersionId, syncUnitId) => find(snapInVersionId, syncUnitId)?.mapping,
  };
}
