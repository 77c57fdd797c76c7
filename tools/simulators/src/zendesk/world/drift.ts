import { chooseDistinct } from '../../random/choose.js';
import { draw, foldSeed, salt } from '../../random/draw.js';
import type { DriftSummary } from '../../simulator.js';
import { fieldId, statusId, type TicketField } from './catalogue.js';
import { openOverride } from './changes.js';
import type { World } from './model.js';
import { ticketCount } from './tickets.js';

const DRIFT = salt('drift');
const EDITED_TICKETS = 6;
const ADDED_FIELD = 'Contract number';
const RENAMED_FIELD = 'Order number';
const RETIRED_FIELD = 'Old remark';
const REMOVED_OPTION = 'Smoke';

/**
 * Adds a text field, filled on a few tickets, and a status, which half of them get; renames a field, deletes another,
 * and deletes an option, which tickets keep. Nothing of this moves a ticket but those that were edited. Throws a
 * sentence when it was done before.
 */
export function applyDrift(world: World, seed: number): DriftSummary {
  if (world.isDrifted)
    throw new Error('The configuration of this simulated account has changed already. Start another one.');
  world.isDrifted = true;
  const { fields, statuses } = world.catalogue;
  const added: TicketField = {
    id: fieldId(60),
    type: 'text',
    title: ADDED_FIELD,
    isActive: true,
    isRemovable: true,
    isAdded: true,
  };
  const status = {
    id: statusId(30),
    category: 'open' as const,
    label: 'Waiting for parts',
    isActive: true,
    isDefault: false,
  };
  const renamed = `${RENAMED_FIELD}, as we say now`;
  world.catalogue = {
    ...world.catalogue,
    statuses: [...statuses, status],
    fields: [
      ...fields
        .filter(({ title }) => title !== RETIRED_FIELD)
        .map((field) => withoutOption(field.title === RENAMED_FIELD ? { ...field, title: renamed } : field)),
      added,
    ],
  };
  const total = ticketCount(world);
  const second = Math.ceil(world.now() / 1000);
  const chosen = [
    ...chooseDistinct(draw(world.seed, foldSeed(seed), DRIFT), Math.min(EDITED_TICKETS, total), total),
  ];
  for (const [step, index] of chosen.entries()) {
    const override = openOverride(world, index, second);
    override.isRestored = true;
    override.values.set(added.id, `C-${index}`);
    // Half of them, so that the field is also met where the status is known.
    if (step % 2 === 0) override.status = status;
  }
  return {
    rootIds: chosen.map((index) => String(index + 1)),
    addedField: ADDED_FIELD,
    retiredField: RETIRED_FIELD,
    appeared: [ADDED_FIELD, renamed, status.label],
    vanished: [RETIRED_FIELD, RENAMED_FIELD, REMOVED_OPTION],
  };
}

function withoutOption(field: TicketField): TicketField {
  const { options } = field;
  return options === undefined
    ? field
    : { ...field, options: options.filter(({ name }) => name !== REMOVED_OPTION) };
}
