import { chooseDistinct } from '../../random/choose.js';
import { createDrawStream, type DrawStream, draw, foldSeed, pick, salt } from '../../random/draw.js';
import type { ChangeSummary, WorldChanges } from '../../simulator.js';
import type { World } from './model.js';
import { bear, change, moveTicket, rowCount } from './rows.js';
import { subjectText } from './texts.js';
import { isSaid, readMessages, readThread, threadCount } from './threads.js';

const ACTION = salt('change');

/**
 * Edits, moves and answers on distinct tickets, then creates a tenth as many new ones, or as many as asked for.
 * Throws a sentence when a number is no count.
 */
export function applyChanges(world: World, changes: WorldChanges): ChangeSummary {
  const { edits, creations = edits === 0 ? 0 : Math.max(1, Math.round(edits / 10)) } = changes;
  for (const [what, count] of Object.entries({ edits, creations }))
    if (!Number.isSafeInteger(count) || count < 0)
      throw new Error(`The number of ${what} must be a whole number from 0 up, not ${count}.`);
  const seed = draw(world.seed, foldSeed(changes.seed));
  const at = changes.at ?? world.now();
  const summary: ChangeSummary = { created: 0, edited: 0, childrenAdded: 0, filesAdded: 0 };
  const total = rowCount(world.tables.tickets);
  let step = 0;
  for (const index of chooseDistinct(seed, Math.min(edits, total), total))
    editTicket(world, index, at, createDrawStream(seed, ACTION, step++), summary);
  for (let made = 0; made < creations; made++) {
    const index = bear(world, 'tickets', at);
    summary.created++;
    addNote(world, index, at, draw(seed, made), summary);
  }
  return summary;
}

function editTicket(
  world: World,
  index: number,
  at: number,
  stream: DrawStream,
  summary: ChangeSummary,
): void {
  const override = change(world, 'tickets', index, at);
  summary.edited++;
  for (let action = 1 + stream.below(3); action > 0; action--) {
    const seed = stream.below(2 ** 31);
    switch (stream.below(5)) {
      case 0:
        override.values.subject = subjectText(seed, index + 1);
        break;
      case 1: {
        const pipeline = pick(world.catalogue.pipelines.tickets.slice(0, 2), seed);
        const stage = pick(pipeline.stages, seed >>> 4);
        moveTicket(override, { pipelineId: pipeline.id, stageId: stage.id }, at);
        break;
      }
      case 2:
        answer(world, index, at, seed, summary);
        break;
      default:
        addNote(world, index, at, seed, summary);
    }
  }
}

/** Half of the notes come with a file. */
function addNote(world: World, ticket: number, at: number, seed: number, summary: ChangeSummary): void {
  const files = seed % 2 === 1 ? [world.sequence.file++] : [];
  for (const file of files) world.uploads.set(file, at);
  bear(world, 'notes', at, { parent: ticket, files });
  summary.childrenAdded++;
  summary.filesAdded += files.length;
}

/** Somebody writes in the first thread of the ticket, if it has one. */
function answer(world: World, ticket: number, at: number, seed: number, summary: ChangeSummary): void {
  if (ticket >= threadCount(world) || readThread(world, ticket).ticketIndex !== ticket) return;
  const answers = world.answers.get(ticket) ?? [];
  answers.push({ number: world.sequence.message++, at, seed });
  world.answers.set(ticket, answers);
  const said = readMessages(world, readThread(world, ticket)).at(-1);
  if (said !== undefined && isSaid(said)) summary.childrenAdded++;
}
