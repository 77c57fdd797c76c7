import type { RecordTypeDocument, StageDiagramDocument } from '../metadata/metadata-document.js';
import type { Report } from './finding.js';
import { quoted } from './wording.js';

/** States the platform knows without their being declared. */
const defaultStates = ['open', 'in_progress', 'closed'];

/** M8: everything the schema says about stage diagrams in words only. */
export function checkStageDiagram(type: RecordTypeDocument, typePath: string, report: Report): void {
  const diagram = type.stage_diagram;
  if (!diagram) return;
  const path = `${typePath}.stage_diagram`;
  const problem = (what: string, fix: string) => report('M8', path, what, fix);
  const field = type.fields[diagram.controlling_field];
  if (field?.type !== 'enum') {
    problem(
      `${quoted(diagram.controlling_field)} is no enum field`,
      'Name the enum field that holds the stage.',
    );
    return;
  }
  const values = new Set(field.enum?.values.map(({ key }) => key));
  const stages = new Set(Object.keys(diagram.stages));
  for (const stage of without(stages, values)) {
    problem(
      `has the stage ${quoted(stage)}, which is no value of the field`,
      'Add the value or drop the stage.',
    );
  }
  for (const value of without(values, stages)) {
    problem(`has no stage for the value ${quoted(value)}`, 'Give every value of the field a stage.');
  }
  if (stages.size < 2)
    problem('has fewer than two stages', 'Leave the diagram out while there is one stage.');
  if (diagram.starting_stage === undefined || !stages.has(diagram.starting_stage)) {
    problem('does not start with one of its stages', 'Name the stage new records have as starting_stage.');
  }
  checkTransitions(diagram, stages, problem);
  checkStates(diagram, problem);
}

function without(all: ReadonlySet<string>, known: ReadonlySet<string>): string[] {
  return [...all].filter((key) => !known.has(key));
}

type Problem = (what: string, fix: string) => void;

function checkTransitions(
  diagram: StageDiagramDocument,
  stages: ReadonlySet<string>,
  problem: Problem,
): void {
  for (const [key, { transitions_to: targets }] of Object.entries(diagram.stages)) {
    if (targets === undefined) continue;
    if (diagram.all_transitions_allowed === true) {
      problem(`allows all transitions and lists those of ${quoted(key)}`, 'Do the one or the other.');
    }
    for (const target of targets.filter((stage) => !stages.has(stage))) {
      problem(
        `leads from ${quoted(key)} to ${quoted(target)}, which does not exist`,
        'Name stages of the diagram.',
      );
    }
  }
}

function checkStates(diagram: StageDiagramDocument, problem: Problem): void {
  const states = Object.keys(diagram.states ?? {});
  for (const [key, { state }] of Object.entries(diagram.stages)) {
    if (state !== undefined && (states.includes(state) || defaultStates.includes(state))) continue;
    problem(
      `puts the stage ${quoted(key)} into no declared state`,
      'Declare the state, or users are asked for it.',
    );
  }
  if (diagram.states && !Object.values(diagram.states).some(({ is_end_state: isEnd }) => isEnd === true)) {
    problem('has no end state', 'Mark the state of finished work as the end state.');
  }
}
