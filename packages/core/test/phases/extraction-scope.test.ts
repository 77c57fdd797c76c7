import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { int } from '../../src/metadata/field-types.js';
import { recordTypeFamily } from '../../src/metadata/record-type.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

describe('what the user switched off', () => {
  const shapes = recordTypeFamily('shapes', 'Shape', 'shape_', { value: int('Value') });
  const members = ['1', '2'].map((id) => shapes.member(id, id, {}));

  async function extractShapes(objects: object) {
    const platform = createMemoryPlatform();
    platform.objects = JSON.stringify(objects);
    const asked: boolean[] = [];
    const stream = toyKit.stream({
      name: 'shapes',
      delivers: { shapes },
      cursor: z.object({}),
      async *pages({ scope }) {
        asked.push(scope.includes('shapes'));
        yield { records: { shapes: ['1', '2'] } };
      },
      normalize: {
        shapes: (id) => ({
          itemType: shapes.itemType(id),
          id,
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: 1 },
        }),
      },
    });
    const connector = testConnector({
      metadata: { recordTypes: [], families: [shapes], discover: async () => members },
      streams: [stream],
    });
    const { port } = platform.process();
    const { reply } = await runPhase(
      'data',
      testInvocation(connector, testEvent('START_EXTRACTING_DATA'), port),
    );
    return { asked, types: reply.artifacts?.map(({ item_type }) => item_type) };
  }

  test('one member of a family: only that one is absent', async () => {
    expect(await extractShapes({ shape_1: { extract: false } })).toEqual({
      asked: [true],
      types: ['shape_2'],
    });
  });

  test.each([
    [{ shapes: { extract: false } }],
    [{ shape_1: { extract: false }, shape_2: { extract: false } }],
  ])('all of it, as %j: nothing is asked for', async (objects) => {
    expect(await extractShapes(objects)).toEqual({ asked: [], types: [] });
  });
});
