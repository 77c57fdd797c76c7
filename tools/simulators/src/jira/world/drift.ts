import { chooseDistinct } from '../../random/choose.js';
import { draw, foldSeed, pick, salt } from '../../random/draw.js';
import type { DriftSummary } from '../../simulator.js';
import type { IssueType, Priority, Status } from './catalogue.js';
import { openOverride } from './changes.js';
import type { Field } from './field-model.js';
import { issueCount, readIssue } from './issues.js';
import type { ProjectWorld, World } from './model.js';

const DRIFT = salt('drift');
const EDITED_ISSUES = 6;
const DEPRECATED_PRIORITY = '5';
const REPLACEMENT_PRIORITY = '3';

/** Statuses of the workflow of an issue type in a project as they stand now, in order. */
export function workflowOf(world: World, project: ProjectWorld, type: IssueType): readonly Status[] {
  const { status } = world.drift;
  return status !== undefined && project === world.projects[0] ? [...type.statuses, status] : type.statuses;
}

export function statusesOf({ catalogue, drift }: World): readonly Status[] {
  return drift.status === undefined ? catalogue.statuses : [...catalogue.statuses, drift.status];
}

export function prioritiesOf({ catalogue, drift }: World): readonly Priority[] {
  return catalogue.priorities.filter((priority) => priority !== drift.deprecated?.priority);
}

/**
 * Adds a text field, filled on a few issues of the first project, and a status, which half of them get; renames one custom field,
 * deletes another, and deletes a priority, whose issues get another one. As on a real site none of this changes when
 * an issue was last updated, but for those that were edited. Throws a sentence when it was done before.
 */
export function applyDrift(world: World, seed: number): DriftSummary {
  const project = world.projects[0];
  if (project === undefined) throw new Error('The simulated site has no project to configure.');
  if (world.drift.status !== undefined) {
    throw new Error('The configuration of this simulated site has changed already. Start another site.');
  }
  const at = world.now();
  const drawn = draw(world.seed, foldSeed(seed), DRIFT);
  const { added, renamed, retired } = changeFields(world, drawn, at);
  const priority = priorityById(world, DEPRECATED_PRIORITY);
  world.drift.deprecated = { priority, replacement: priorityById(world, REPLACEMENT_PRIORITY) };
  const status = addedStatus(world);
  world.drift.status = status;
  const chosen = chooseDistinct(drawn, Math.min(EDITED_ISSUES, issueCount(project)), issueCount(project));
  let step = 0;
  for (const index of chosen) {
    const changedAt = at + step++;
    const override = openOverride(world, project, index, changedAt);
    // Half of them, so that the field is also met where the status is known.
    if (step % 2 === 0) override.status = { status, changedAt };
  }
  return {
    rootIds: [...chosen].map((index) => readIssue(world, project, index).id),
    addedField: added.name,
    retiredField: retired.name,
    appeared: [added.name, renamed.to, status.name],
    vanished: [retired.name, renamed.from, priority.name],
  };
}

function changeFields(world: World, drawn: number, at: number) {
  const candidates = world.fields.filter((field) => isChangeable(field, world.fields));
  const retired = pick(candidates, drawn);
  const kept = candidates.filter((field) => field !== retired);
  const old = pick(kept, drawn >>> 8);
  const to = `${old.name}, as we say now`;
  const customId = 1 + Math.max(...world.fields.map(({ schema }) => schema?.customId ?? 0));
  const added: Field = {
    id: `customfield_${customId}`,
    name: 'Contract number',
    custom: true,
    navigable: true,
    orderable: true,
    searchable: true,
    clauseNames: [`cf[${customId}]`, 'Contract number'],
    schema: {
      type: 'string',
      custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
      customId,
    },
    filledSince: at,
  };
  const left = world.fields.filter((field) => field !== retired);
  world.fields = [...left.map((field) => (field === old ? { ...old, name: to } : field)), added];
  return { added, retired, renamed: { from: old.name, to } };
}

/** Made by an administrator, and the only one with its name. */
function isChangeable(field: Field, fields: readonly Field[]): boolean {
  if ((field.schema?.customId ?? 0) < 10_030) return false;
  return fields.filter(({ name }) => name === field.name).length === 1;
}

function priorityById({ catalogue }: World, id: string): Priority {
  const found = catalogue.priorities.find((priority) => priority.id === id);
  if (found === undefined)
    throw new Error(`The simulated site has no priority ${id}. Add it to the catalogue.`);
  return found;
}

function addedStatus({ catalogue }: World): Status {
  const like = catalogue.statuses.find(({ category }) => category.key === 'indeterminate');
  if (like === undefined) throw new Error('The simulated site has no status of work in progress.');
  const id = String(1 + Math.max(...catalogue.statuses.map((status) => Number(status.id))));
  return { id, name: 'Waiting for parts', category: like.category };
}
