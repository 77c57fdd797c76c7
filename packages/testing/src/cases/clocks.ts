import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { outdatedRecords } from '../held-records.js';
import { expectComplete } from '../outcome.js';
import { inWorld } from '../world.js';

const group = 'clocks';

const minuteMs = 60_000;

const zones: readonly (readonly [string, string])[] = [
  ['+14 h', 'Pacific/Kiritimati'],
  ['−11 h', 'Pacific/Pago_Pago'],
  ['+5:45 h', 'Asia/Kathmandu'],
];

/** Neither another clock nor another time zone makes an increment miss a change. */
export const clockCases: readonly ContractCase[] = [
  ...[-10, -1, 1, 10].map(
    (minutes): ContractCase => ({
      id: `clock-${minutes}-minutes`,
      group,
      title: `the clock of the source is ${Math.abs(minutes)} min ${minutes < 0 ? 'behind' : 'ahead'}: two increments bring every change (A17, fault 18)`,
      run: (subject) => incrementsWith(subject, { now: () => Date.now() + minutes * minuteMs }),
    }),
  ),
  {
    id: 'clock-changes-sides',
    group,
    proves: [expected('clock', 'Data')],
    title: 'the clock of the source goes back by 4 minutes between two runs: every change is brought (A17)',
    run: (subject) => {
      let aheadMs = 2 * minuteMs;
      const turnBack = () => {
        aheadMs = -2 * minuteMs;
      };
      return incrementsWith(subject, { now: () => Date.now() + aheadMs }, turnBack);
    },
  },
  {
    id: 'changes-shown-late',
    group,
    needs: 'lateChanges',
    title: 'what the source does not show yet when a run asks is brought by the next one (A17)',
    run: incrementBeforeChangesShow,
  },
  ...zones.map(
    ([offset, timeZone]): ContractCase => ({
      id: `time-zone-${timeZone.replace(/^.*\//, '').toLowerCase()}`,
      group,
      title: `the account of the connection lives at ${offset}: increments bring every change (A17)`,
      run: (subject) => incrementsWith(subject, { timeZone }),
    }),
  ),
];

async function incrementsWith(
  subject: ContractSubject,
  simulator: Readonly<Record<string, unknown>>,
  betweenRuns: () => void = () => {},
): Promise<void> {
  await inWorld({ ...subject, size: 40, simulator }, async (world) => {
    const first = await world.sync();
    expectComplete(first);
    for (const seed of [1, 2]) {
      world.simulator.applyChanges({ seed, edits: 8 });
      betweenRuns();
      expectComplete(await world.sync({ scenario: 'incremental' }));
      // The summary of a run lets changes wait whose time, by another clock, lies behind its start.
      expect(await outdatedRecords(world, first.unit?.id ?? '')).toEqual([]);
    }
  });
}

async function incrementBeforeChangesShow(subject: ContractSubject): Promise<void> {
  const { simulator = {}, seconds = 0 } = shapeOf(subject).lateChanges ?? {};
  let aheadMs = 0;
  const late = { ...simulator, now: () => Date.now() + aheadMs };
  await inWorld({ ...subject, size: 40, simulator: late }, async (world) => {
    const first = await world.sync();
    expectComplete(first);
    const unit = first.unit?.id ?? '';
    world.simulator.applyChanges({ seed: 1, edits: 8, at: Date.now() - (seconds * 1000) / 2 });
    await world.sync({ scenario: 'incremental' });
    expect(await outdatedRecords(world, unit), 'brought before they were shown').not.toEqual([]);
    aheadMs = (seconds + 1) * 1000;
    expectComplete(await world.sync({ scenario: 'incremental' }));
    expect(await outdatedRecords(world, unit)).toEqual([]);
  });
}
