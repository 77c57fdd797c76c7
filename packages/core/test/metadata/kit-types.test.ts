import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import {
  attachments,
  createKit,
  dynamicEnum,
  enumOf,
  type HttpClient,
  type ItemOf,
  int,
  recordNamed,
  recordType,
  recordTypeFamily,
  reference,
  type Stream,
  text,
} from '../../src/index.js';

// Compile-time expectations: `tsc --noEmit` fails when an error that is expected here no longer occurs.

interface ToyClient {
  http: HttpClient;
  page(after: number): Promise<{ records: { key: string; size: number }[]; next: number }>;
}

const kit = createKit({
  systemName: 'Toy',
  connection: { schema: z.object({ token: z.string() }), secretFields: ['token'] },
  createClient: ({ connection, createHttpClient }): ToyClient => {
    expectTypeOf(connection).toEqualTypeOf<{ token: string }>();
    const http = createHttpClient({
      baseUrl: 'https://toy.example',
      headers: {},
      system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' },
    });
    return { http, page: async () => ({ records: [], next: 0 }) };
  },
});

const boxes = recordType('boxes', 'Box', {
  name: text('Name'),
  size: int('Size').optional(),
  colour: enumOf('Colour', { red: 'Red', blue: 'Blue' }),
  labels: text('Labels').list(),
  owner: reference('Owner', recordNamed('people')).optional(),
});
const shapes = recordTypeFamily('shapes', 'Shape', 'shape_', {
  name: text('Name'),
  status: dynamicEnum('Status', []),
});

test('the data of a record type is inferred from its fields', () => {
  expectTypeOf<ItemOf<typeof boxes>['data']['colour']>().toEqualTypeOf<'red' | 'blue'>();
  expectTypeOf<ItemOf<typeof boxes>['data']['labels']>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<ItemOf<typeof boxes>['data']['size']>().toEqualTypeOf<number | null | undefined>();
  expectTypeOf<ItemOf<typeof shapes>['itemType']>().toEqualTypeOf<string>();
});

test('client, prepared look-ups, cursor and raw records reach their places without annotations', () => {
  const stream = kit.stream({
    name: 'boxes',
    delivers: { boxes, shapes, attachments },
    prepare: async ({ client }) => {
      expectTypeOf(client).toEqualTypeOf<ToyClient>();
      return { prefix: 'box-' };
    },
    cursor: z.object({ after: z.number() }),
    async *pages({ client, cursor, prepared }) {
      expectTypeOf(cursor).toEqualTypeOf<{ after: number } | undefined>();
      expectTypeOf(prepared).toEqualTypeOf<{ prefix: string }>();
      const page = await client.page(cursor?.after ?? 0);
      yield {
        records: { boxes: page.records, shapes: [1, 2], attachments: [new Date()] },
        cursor: { after: page.next },
      };
    },
    normalize: {
      boxes: (raw, { prepared }) => {
        expectTypeOf(raw).toEqualTypeOf<{ key: string; size: number }>();
        const data = { name: prepared.prefix, size: raw.size, colour: 'red' as const, labels: [] };
        return { id: raw.key, createdDate: '', modifiedDate: '', data };
      },
      shapes: (raw) => {
        expectTypeOf(raw).toEqualTypeOf<number>();
        return {
          itemType: shapes.itemType('1'),
          id: '1',
          createdDate: '',
          modifiedDate: '',
          data: { name: '', status: '' },
        };
      },
      attachments: (raw) => {
        expectTypeOf(raw).toEqualTypeOf<Date>();
        return { id: '1', url: '', fileName: '', parentId: '' };
      },
    },
  });
  expectTypeOf(stream).toEqualTypeOf<Stream<ToyClient>>();
  expect(stream.stateVersion).toBe(1);
});

const envelope = { id: '1', createdDate: '', modifiedDate: '' };
const colour = 'red' as const;

function boxStream(normalize: () => ItemOf<typeof boxes>): unknown {
  return normalize;
}

test('mistakes do not compile', () => {
  // @ts-expect-error a required field is missing
  boxStream(() => ({ ...envelope, data: { colour, labels: [] } }));
  // @ts-expect-error an undeclared enum value
  boxStream(() => ({ ...envelope, data: { name: '', colour: 'green', labels: [] } }));
  // @ts-expect-error a field of the wrong type
  boxStream(() => ({ ...envelope, data: { name: 7, colour, labels: [] } }));
  // @ts-expect-error a required field may not be null
  boxStream(() => ({ ...envelope, data: { name: null, colour, labels: [] } }));

  kit.stream({
    name: 'wrong cursor',
    delivers: { boxes },
    cursor: z.object({ after: z.number() }),
    // @ts-expect-error the cursor does not fit its schema
    async *pages() {
      yield { records: { boxes: [1] }, cursor: { after: 'x' } };
    },
    normalize: { boxes: () => ({ ...envelope, data: { name: '', colour, labels: [] } }) },
  });

  kit.stream({
    name: 'wrong normalizer',
    delivers: { boxes },
    cursor: z.object({ after: z.number() }),
    async *pages() {
      yield { records: { boxes: [1] } };
    },
    normalize: {
      // @ts-expect-error the colour is not declared
      boxes: () => ({ ...envelope, data: { name: '', colour: 'green', labels: [] } }),
    },
  });

  kit.stream({
    name: 'nested cursor',
    delivers: { boxes },
    // @ts-expect-error cursors are flat
    cursor: z.object({ deep: z.object({ after: z.number() }) }),
    async *pages() {
      yield { records: { boxes: [1] } };
    },
    normalize: { boxes: () => ({ ...envelope, data: { name: '', colour, labels: [] } }) },
  });
  expect(true).toBe(true);
});

test('a record made with its record type takes declared fields only', () => {
  const dates = { createdDate: '2026-01-01T00:00:00Z', modifiedDate: '2026-01-01T00:00:00Z' };
  const data = { name: 'Box', colour: 'red', labels: [] } as const;
  expect(boxes.item({ id: '1', ...dates, data })).toEqual({ id: '1', ...dates, data });
  // @ts-expect-error not even an optional field may be misspelt
  boxes.item({ id: '1', ...dates, data: { name: 'Box', colour: 'red', labels: [], sise: 3 } });
  // @ts-expect-error "green" is not declared
  boxes.item({ id: '1', ...dates, data: { name: 'Box', colour: 'green', labels: [] } });
  // @ts-expect-error the name is required
  boxes.item({ id: '1', ...dates, data: { colour: 'red', labels: [] } });
  // @ts-expect-error a member has the family's fields
  shapes.item({ itemType: 'shape_1', id: '1', ...dates, data: { name: 'Round', status: 'x', extra: 1 } });
});

test('what a record type says about its fields names fields it has', () => {
  const fields = { status: enumOf('Status', { open: 'Open', done: 'Done' }), note: text('Note') };
  const condition = { value: 'done', comparator: 'eq', effect: 'show', controllingField: 'status' } as const;
  recordType('crates', 'Crate', fields, { conditions: [{ ...condition, affectedFields: ['note'] }] });
  // @ts-expect-error there is no field "remark"
  recordType('crates', 'Crate', fields, { conditions: [{ ...condition, affectedFields: ['remark'] }] });
  // @ts-expect-error there is no field "kind"
  recordType('ropes', 'Rope', fields, { linkNaming: { linkTypeField: 'kind', directionNames: {} } });
});
