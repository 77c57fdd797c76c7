import type { Connector } from '../../src/connector/kit.js';
import { phaseOf } from '../../src/protocol/event-names.js';
import type { PhaseReply } from '../../src/protocol/reply.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import type { SyncState } from '../../src/state/sync-state.js';
import type { MemoryPlatform } from './memory-platform.js';
import { testEvent } from './test-event.js';
import { type TestInvocation, testInvocation } from './test-invocation.js';

/** One invocation of a phase in a process of its own, up to and with the reply. */
export async function invoke(
  platform: MemoryPlatform,
  connector: Connector,
  type: string,
  {
    context = {},
    onInvocation = () => {},
  }: { context?: Record<string, unknown>; onInvocation?: (invocation: TestInvocation) => void } = {},
): Promise<{ reply: PhaseReply; invocation: TestInvocation }> {
  const { port } = platform.process();
  const invocation = testInvocation(connector, testEvent(type, context), port);
  onInvocation(invocation);
  const { reply, onAccepted } = await runPhase(
    phaseOf(invocation.event.type ?? 'START_EXTRACTING_DATA'),
    invocation,
  );
  await port.reply(reply);
  await onAccepted();
  return { reply, invocation };
}

export function savedState(platform: MemoryPlatform): SyncState {
  return parseState(platform.state ?? '');
}
