import type { EnumValue, FieldDefinition, StageDiagram } from '@airdrop-connectors/core';
import type { Pipeline, Property } from './api-types.js';

interface StageValue extends EnumValue {
  isClosed: boolean;
}

/** A stage that was made while a run was under way, or that nobody lists any more. */
const unknown: StageValue = { key: 'unknown', name: 'Unknown stage', deprecated: true, isClosed: false };

/**
 * Stages of all pipelines by id: ids of stages are unique in a portal. Those of pipelines that were archived are only
 * found among the options of the property, without the name of their pipeline.
 */
export function stageValues(pipelines: readonly Pipeline[], property: Property | undefined): StageValue[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => ({ stage, pipeline })));
  const values = new Map<string, StageValue>();
  for (const { stage, pipeline } of stages) {
    const isShared = stages.some(
      (other) => other.stage.label === stage.label && other.pipeline.id !== pipeline.id,
    );
    if (values.has(stage.id)) continue;
    values.set(stage.id, {
      key: stage.id,
      name: isShared ? `${stage.label} (${pipeline.label})` : stage.label,
      isClosed: stage.metadata?.ticketState === 'CLOSED' || stage.metadata?.isClosed === 'true',
    });
  }
  for (const { value, label } of property?.options ?? [])
    if (!values.has(value))
      values.set(value, { key: value, name: `${label} (archived)`, deprecated: true, isClosed: false });
  return [...values.values(), unknown];
}

/**
 * The stage of a record as far as this run has declared it. Another one is passed on beside it, for core to name it;
 * the next run knows it.
 */
export function stageOf(
  value: string | null,
  declared: FieldDefinition | undefined,
): { stage: string; undeclared: Record<string, string> } {
  const isKnown = declared?.enum?.values.some(({ key }) => key === value) === true;
  if (value !== null && isKnown) return { stage: value, undeclared: {} };
  return { stage: unknown.key, undeclared: value === null ? {} : { undeclared_stage: value } };
}

/** Every stage can follow every other one, unless administrators have limited it, which nobody tells. */
export function stagesOf(values: readonly StageValue[]): StageDiagram<'stage'> {
  return {
    controllingField: 'stage',
    startingStage: values[0]?.key ?? '',
    allTransitionsAllowed: true,
    stages: Object.fromEntries(
      values.map(({ key, isClosed }) => [key, { state: isClosed ? 'closed' : 'open' }]),
    ),
    states: {
      open: { name: 'Open', ordinal: 1 },
      closed: { name: 'Closed', ordinal: 2, isEndState: true },
    },
  };
}
