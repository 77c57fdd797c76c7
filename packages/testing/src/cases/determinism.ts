import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expectComplete } from '../outcome.js';
import { randomNumbers, testSeed } from '../random-numbers.js';
import { inWorld, type World } from '../world.js';

const longestDelayMs = 20;

/** What is delivered depends on the source, not on who answers first. */
export const determinismCases: readonly ContractCase[] = [
  {
    id: 'random-delays',
    group: 'determinism',
    title: 'answers in any order give the same records to the byte (A41; AIRDROP_SEED replays)',
    timeoutMs: 120_000,
    run: deliverAlike,
  },
];

async function deliverAlike(subject: ContractSubject): Promise<void> {
  const seed = testSeed();
  process.stdout.write(`${subject.system} random-delays: AIRDROP_SEED=${seed}\n`);
  const random = randomNumbers(seed);
  let requests = 0;
  // One sequence for both runs: they meet different delays.
  const fault = () => {
    requests += 1;
    return { delayMs: Math.floor(random() * (longestDelayMs + 1)) };
  };
  const options = { ...subject, size: 120, simulator: { pageSize: 20 }, source: { fault } };
  await inWorld(options, async (world) => {
    const first = await deliveredBy(world, 1);
    const second = await deliveredBy(world, 2);
    expect(requests).toBeGreaterThan(30);
    expect(Object.values(first).flat().length).toBeGreaterThan(120);
    expect(Object.keys(second)).toEqual(Object.keys(first));
    const { interleaved = [] } = shapeOf(subject);
    for (const [itemType, rows] of Object.entries(first)) {
      const [left, right] = [rows, second[itemType] ?? []];
      if (interleaved.includes(itemType)) expect(sorted(right), itemType).toEqual(sorted(left));
      else expect(right, itemType).toEqual(left);
    }
  });
}

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** What one more initial run delivers: records by item type in their order, files by id. */
async function deliveredBy(world: World, run: number): Promise<Record<string, readonly unknown[]>> {
  expectComplete(await world.sync());
  const records = await world.query(
    `SELECT item_type, id, created_date, modified_date, data::VARCHAR AS data FROM deliveries WHERE run = ${run} ORDER BY item_type, sequence`,
  );
  const delivered: Record<string, unknown[]> = {};
  for (const record of records) {
    const rows = delivered[String(record.item_type)] ?? [];
    rows.push(record);
    delivered[String(record.item_type)] = rows;
  }
  delivered.files = [
    ...(await world.query(
      `SELECT external_id, parent_id, bytes, sha256, inline FROM files WHERE run = ${run} ORDER BY external_id`,
    )),
  ];
  return delivered;
}
