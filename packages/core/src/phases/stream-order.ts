import type { Stream } from '../connector/stream.js';
import { ContractViolation } from '../errors.js';

/** A stream and the names of all that must be complete before it starts, also those that others wait for. */
export interface OrderedStream<Client> {
  stream: Stream<Client>;
  waitsFor: ReadonlySet<string>;
}

/**
 * Streams in an order that respects `after`, otherwise as declared.
 * @throws ContractViolation for a name that does not exist or is used twice, and for a circle.
 */
export function orderStreams<Client>(streams: readonly Stream<Client>[]): readonly OrderedStream<Client>[] {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  if (byName.size !== streams.length) {
    throw new ContractViolation('Two streams have the same name, so one would be taken for the other.');
  }
  const ordered = new Map<string, OrderedStream<Client>>();
  const visit = (stream: Stream<Client>, path: readonly string[]): OrderedStream<Client> => {
    const known = ordered.get(stream.name);
    if (known) return known;
    if (path.includes(stream.name)) {
      throw new ContractViolation(
        `Streams wait for each other in a circle: ${[...path, stream.name].join(' → ')}.`,
      );
    }
    const waitsFor = new Set<string>();
    for (const name of stream.after) {
      const earlier = byName.get(name);
      if (!earlier)
        throw new ContractViolation(`Stream "${stream.name}" waits for "${name}", which does not exist.`);
      waitsFor.add(name);
      for (const before of visit(earlier, [...path, stream.name]).waitsFor) waitsFor.add(before);
    }
    const result = { stream, waitsFor };
    ordered.set(stream.name, result);
    return result;
  };
  for (const stream of streams) visit(stream, []);
  return [...ordered.values()];
}
