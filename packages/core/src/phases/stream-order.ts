import type { Stream } from '../connector/stream.js';
import { ContractViolation } from '../errors.js';

/**
 * Streams in an order that respects `after`, otherwise as declared.
 * @throws ContractViolation for a name that does not exist or is used twice, and for a circle.
 */
export function orderStreams<Client>(streams: readonly Stream<Client>[]): readonly Stream<Client>[] {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  if (byName.size !== streams.length) {
    throw new ContractViolation('Two streams have the same name, so one would be taken for the other.');
  }
  const ordered = new Set<Stream<Client>>();
  const visit = (stream: Stream<Client>, path: readonly string[]) => {
    if (ordered.has(stream)) return;
    if (path.includes(stream.name)) {
      throw new ContractViolation(
        `Streams wait for each other in a circle: ${[...path, stream.name].join(' → ')}.`,
      );
    }
    for (const name of stream.after) {
      const earlier = byName.get(name);
      if (!earlier)
        throw new ContractViolation(`Stream "${stream.name}" waits for "${name}", which does not exist.`);
      visit(earlier, [...path, stream.name]);
    }
    ordered.add(stream);
  };
  for (const stream of streams) visit(stream, []);
  return [...ordered];
}
