import type { Database } from '../database/database.js';
import { deliveredFiles } from './delivered-files.js';

/** Sorts objects that may hold files before those that may only share an external id with one. */
const parentOrder = `CASE WHEN leaf_type IN ('devu', 'revu', 'sysu', 'tag', 'group', 'object_member') THEN 1 ELSE 0 END`;

/**
 * Links every file that was delivered to the object its parent became, and stages attachments without file or
 * without such an object. Parents are named by their external id alone.
 */
export async function linkAttachments(database: Database, run: number): Promise<void> {
  await database.run(`
    BEGIN;
    DELETE FROM devrev_artifacts;
    INSERT INTO devrev_artifacts
    WITH parents AS (
      SELECT external_id, arg_min(id, ${parentOrder}) AS id, arg_min(leaf_type, ${parentOrder}) AS leaf_type
      FROM devrev_identities
      WHERE placed_step IS NOT NULL AND item_type <> '' AND external_id IN (SELECT parent_id FROM files)
      GROUP BY external_id
    )
    SELECT files.artifact_id, files.external_id, parents.id, parents.leaf_type, described.data->>'$.file_name',
      described.data->>'$.content_type', files.bytes, files.inline
    FROM ${deliveredFiles()} AS files
    LEFT JOIN parents ON parents.external_id = files.parent_id
    LEFT JOIN (FROM records WHERE item_type = 'attachments') AS described ON described.id = files.external_id;
    INSERT INTO devrev_artifacts
    SELECT own.id, own.external_id, own.parent_id, object.leaf_type, own.file_name, own.content_type, own.bytes, false
    FROM devrev_own_files AS own JOIN devrev_objects AS object ON object.id = own.parent_id
    WHERE own.external_id IS NULL OR own.external_id NOT IN (SELECT external_id FROM files);
    DELETE FROM devrev_staged WHERE item_type = 'attachments';
    INSERT INTO devrev_staged
    SELECT 'attachments', described.id, NULL,
      CASE WHEN files.id IS NULL THEN 'file_not_delivered' ELSE 'parent_not_imported' END,
      CASE WHEN files.id IS NULL THEN NULL ELSE 'parent_id' END,
      CASE WHEN files.id IS NULL THEN 'The file was described but never uploaded.'
        ELSE 'parent_id leads to "' || (described.data->>'$.parent_id') || '", which is not in DevRev.' END,
      ${run}
    FROM records AS described LEFT JOIN devrev_artifacts AS files ON files.external_id = described.id
    WHERE described.item_type = 'attachments' AND files.parent_id IS NULL;
    COMMIT`);
}
