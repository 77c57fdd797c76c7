import { chooseDistinct } from '../../random/choose.js';
import { draw, foldSeed, salt } from '../../random/draw.js';
import type { DriftSummary } from '../../simulator.js';
import { type Property, smoke } from './catalogue.js';
import type { World } from './model.js';
import { change, idOf, moveTicket, rowCount } from './rows.js';

const DRIFT = salt('drift');
const EDITED_TICKETS = 6;
const RENAMED = 'order_number';
const RETIRED = 'old_remark';
const SHORTENED = 'symptoms';

/**
 * Adds a text property and a stage, which a few tickets get, renames a property, deletes another, and deletes an
 * option, which tickets keep. Nothing of this moves a ticket but those that were edited. Throws a sentence when it was
 * done before.
 */
export function applyDrift(world: World, seed: number): DriftSummary {
  if (world.isDrifted)
    throw new Error('The configuration of this simulated portal has changed already. Start another one.');
  world.isDrifted = true;
  const { properties, pipelines } = world.catalogue;
  const before = properties.tickets ?? [];
  const labelOf = (name: string) => before.find((property) => property.name === name)?.label ?? '';
  const added: Property = {
    name: 'contract_number',
    label: 'Contract number',
    type: 'string',
    fieldType: 'text',
    isAdded: true,
  };
  const stage = { id: '190000001', label: 'Waiting for parts', isClosed: false };
  const renamed = `${labelOf(RENAMED)}, as we say now`;
  world.catalogue = {
    ...world.catalogue,
    properties: {
      ...properties,
      tickets: [
        ...before
          .filter(({ name }) => name !== RETIRED)
          .map((property) => (property.name === RENAMED ? { ...property, label: renamed } : property))
          .map((property) => (property.name === SHORTENED ? withoutSmoke(property) : property)),
        added,
      ],
    },
    pipelines: {
      ...pipelines,
      tickets: pipelines.tickets.map((pipeline, position) =>
        position === 0 ? { ...pipeline, stages: [...pipeline.stages, stage] } : pipeline,
      ),
    },
  };
  const total = rowCount(world.tables.tickets);
  const chosen = [
    ...chooseDistinct(draw(world.seed, foldSeed(seed), DRIFT), Math.min(EDITED_TICKETS, total), total),
  ];
  for (const index of chosen) {
    const override = change(world, 'tickets', index, world.now());
    override.values[added.name] = `C-${index}`;
    // Values of a property that nobody asked for are not seen; a stage nobody knows is.
    moveTicket(override, { pipelineId: '0', stageId: stage.id }, world.now());
  }
  return {
    rootIds: chosen.map((index) => idOf(world, 'tickets', index)),
    addedField: added.label,
    retiredField: labelOf(RETIRED),
    appeared: [added.label, renamed, stage.label],
    vanished: [labelOf(RETIRED), labelOf(RENAMED), smoke.label],
  };
}

function withoutSmoke(property: Property): Property {
  return { ...property, options: (property.options ?? []).filter(({ value }) => value !== smoke.value) };
}
