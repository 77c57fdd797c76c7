import type { Database } from '../database/database.js';
import type { MapperRecord } from '../platform/mapper-store.js';
import { contentHash } from './tables.js';

/** Of these objects and files both sides know the same now. */
export async function settleObjects(
  database: Database,
  ids: readonly string[],
  links: readonly MapperRecord[],
): Promise<void> {
  await takeLinks(database, links);
  await database.run('CREATE OR REPLACE TEMP TABLE devrev_settled (id VARCHAR)');
  await database.append(
    'devrev_settled',
    ids.map((id) => [id]),
  );
  await database.run(`
    UPDATE devrev_objects SET synced_hash = ${contentHash} WHERE id IN (FROM devrev_settled);
    UPDATE devrev_own_files SET is_synced = true WHERE id IN (FROM devrev_settled);
    DROP TABLE devrev_settled`);
}

/**
 * Takes over what loaders have noted: objects and files made in DevRev get the ids of their counterparts, so that a
 * forward sync that brings those finds them, and versions of our own writes are no changes.
 */
export async function takeLinks(database: Database, links: readonly MapperRecord[]): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE devrev_links (target VARCHAR, external_id VARCHAR);
    CREATE OR REPLACE TEMP TABLE devrev_own_versions (target VARCHAR, modified_date VARCHAR)`);
  await database.append(
    'devrev_links',
    links.flatMap(({ targets, external_ids: [externalId] }) =>
      externalId === undefined ? [] : targets.map((target) => [target, externalId]),
    ),
  );
  await database.append(
    'devrev_own_versions',
    links.flatMap(({ targets, external_versions: versions = [] }) =>
      targets.flatMap((target) => versions.map((version) => [target, version.modified_date])),
    ),
  );
  await database.run(`
    UPDATE devrev_identities AS held SET external_id = links.external_id
    FROM devrev_links AS links WHERE links.target = held.id AND held.external_id IS NULL;
    UPDATE devrev_objects AS held SET external_id = links.external_id
    FROM devrev_links AS links WHERE links.target = held.id AND held.external_id IS NULL AND NOT is_stand_in;
    UPDATE devrev_own_files AS held SET external_id = links.external_id
    FROM devrev_links AS links WHERE links.target = held.id AND held.external_id IS NULL`);
}

/**
 * A loader may have made something of another type than what it was handed out as, as where a comment has become a message
 * and not a note: links go by external id and kind of object, whatever the type of the record.
 */
export async function takeTypesOfCounterparts(database: Database): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE devrev_counterparts AS
    SELECT held.id, held.external_id, latest.item_type
    FROM devrev_identities AS held JOIN devrev_links AS links
      ON links.target = held.id AND links.external_id = held.external_id
    JOIN devrev_latest AS latest ON latest.external_id = held.external_id
    JOIN devrev_types AS types ON types.item_type = latest.item_type AND types.leaf_type = held.leaf_type
    ANTI JOIN devrev_latest AS same ON same.item_type = held.item_type AND same.external_id = held.external_id;
    UPDATE devrev_identities AS held SET item_type = found.item_type
    FROM devrev_counterparts AS found WHERE found.id = held.id AND found.external_id = held.external_id;
    UPDATE devrev_objects AS held SET item_type = found.item_type
    FROM devrev_counterparts AS found WHERE found.id = held.id AND found.external_id = held.external_id`);
}

/** A record in the version that a loader has left is what DevRev has already. */
export async function passOwnVersions(database: Database): Promise<void> {
  await database.run(`
    UPDATE devrev_identities AS held
    SET sequence = latest.sequence, processed_step = coalesce(processed_step, 0), placed_step = coalesce(placed_step, 0)
    FROM devrev_latest AS latest JOIN devrev_own_versions AS own
      ON latest.modified_date = timezone('UTC', TRY_CAST(own.modified_date AS TIMESTAMPTZ))
    WHERE latest.item_type = held.item_type AND latest.external_id = held.external_id AND own.target = held.id`);
}
