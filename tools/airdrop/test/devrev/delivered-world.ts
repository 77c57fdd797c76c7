import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, literal, openDatabase, type Row } from '../../src/database/database.js';
import type { DevrevFigures } from '../../src/devrev/figures.js';
import { materialise } from '../../src/devrev/materialise.js';
import type { JsonObject } from '../../src/platform/json-shape.js';
import type { MapperRecord } from '../../src/platform/mapper-store.js';

export interface DeliveredRecord {
  id: string;
  /** Day of 2024 it was created and, unless said otherwise, modified. */
  day?: number;
  data: JsonObject;
}

export interface DeliveredWorld {
  directory: string;
  database: Database;
  /** What a run brings; artifacts are loaded as if they came in this order. */
  deliver(run: number, records: Readonly<Record<string, readonly DeliveredRecord[]>>): Promise<void>;
  describe(run: number, recordTypes: JsonObject): Promise<void>;
  upload(run: number, file: { id: string; parentId: string; artifactId: string }): Promise<void>;
  materialise(
    run: number,
    mapping: JsonObject,
    pageRecords?: number,
    links?: readonly MapperRecord[],
  ): Promise<DevrevFigures>;
  rows(sql: string): Promise<Row[]>;
  /** Lets another process open the database. */
  close(): void;
  end(): Promise<void>;
}

/** A real database holding what a connector would have delivered. */
export async function startDeliveredWorld(): Promise<DeliveredWorld> {
  const directory = await mkdtemp(path.join(tmpdir(), 'airdrop-devrev-'));
  const database = await openDatabase(directory, 'read-write');
  let sequence = 0;
  let isClosed = false;
  return {
    directory,
    database,
    async deliver(run, records) {
      for (const [itemType, ofType] of Object.entries(records)) {
        for (const { id, day = 1, data } of ofType) {
          sequence += 1;
          const date = `TIMESTAMP '2024-01-01' + INTERVAL ${day - 1} DAY`;
          await database.run(
            `INSERT INTO deliveries VALUES (${literal(itemType)}, ${literal(id)}, ${date}, ${date}, ${literal(JSON.stringify(data))}, 'a', ${run}, ${sequence})`,
          );
        }
      }
    },
    async describe(run, recordTypes) {
      const document = JSON.stringify({ schema_version: 'v0.2.0', record_types: recordTypes });
      await database.run(`INSERT INTO metadata VALUES (${literal(document)}, 'm', ${run})`);
    },
    async upload(run, { id, parentId, artifactId }) {
      await database.run(
        `INSERT INTO files VALUES (${literal(id)}, ${literal(parentId)}, ${literal(artifactId)}, 7, 'hash', false, ${run})`,
      );
    },
    materialise: (run, mapping, pageRecords, links = []) =>
      materialise(database, {
        run,
        syncUnit: 'unit',
        mapping,
        links,
        ...(pageRecords === undefined ? {} : { pageRecords }),
      }),
    rows: (sql) => database.rows(sql),
    close() {
      isClosed = true;
      database.close();
    },
    async end() {
      if (!isClosed) database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
