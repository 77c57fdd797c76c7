import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import { createKit } from '../../src/connector/kit.js';
import { defineOptions, readOptions } from '../../src/connector/options.js';
import { ConfigurationError } from '../../src/errors.js';
import { coreOptions } from '../../src/runtime/limit-share.js';

const options = defineOptions({
  history: { kind: 'boolean', label: 'History', description: 'Brings it.', defaultValue: false },
  days: { kind: 'number', label: 'Days', description: 'So far back.', least: 1, most: 30, defaultValue: 7 },
  colours: {
    kind: 'enum',
    label: 'Colours',
    description: 'Which.',
    choices: { all: 'All', red: 'Red ones' },
    defaultValue: 'all',
  },
});

test('nothing chosen is the defaults, with the types of the declaration', () => {
  const values = readOptions(options, { history: '', days: null, other: 'of somebody else' });
  expect(values).toEqual({ history: false, days: 7, colours: 'all' });
  expectTypeOf(values).toEqualTypeOf<{
    readonly history: boolean;
    readonly days: number;
    readonly colours: 'all' | 'red';
  }>();
});

test('what was chosen comes as JSON values or as text', () => {
  const chosen = { history: true, days: 12.5, colours: 'red' };
  expect(readOptions(options, chosen)).toEqual(chosen);
  expect(readOptions(options, { history: 'true', days: ' 12.5', colours: 'red' })).toEqual(chosen);
});

test.each([
  [{ history: 'perhaps' }, '"history"', 'true or false'],
  [{ days: '31' }, '"days"', 'a number from 1 to 30'],
  [{ days: 'a week' }, '"days"', 'a number from 1 to 30'],
  [{ colours: 'toString' }, '"colours"', 'one of all, red'],
])('%j ends in a sentence that says what it may be', (settings, name, allowed) => {
  expect(() => readOptions(options, settings)).toThrow(ConfigurationError);
  expect(() => readOptions(options, settings)).toThrow(name);
  expect(() => readOptions(options, settings)).toThrow(allowed);
  for (const value of Object.values(settings))
    expect(() => readOptions(options, settings)).not.toThrow(value);
});

test('the share of limits is read like every other option', () => {
  expect(readOptions(coreOptions, {})).toEqual({ limit_share_percent: 80 });
  expect(() => readOptions(coreOptions, { limit_share_percent: 'half' })).toThrow('a number from 1 to 100');
});

test('values reach client, streams and metadata with their types', () => {
  const kit = createKit({
    systemName: 'Toy',
    connection: { schema: z.object({ token: z.string() }), secretFields: ['token'] },
    options,
    createClient: ({ options: { days } }) => {
      expectTypeOf(days).toEqualTypeOf<number>();
      return { days };
    },
  });
  kit.stream({
    name: 'boxes',
    delivers: {},
    cursor: z.object({ page: z.number() }),
    async *pages({ options: { colours } }) {
      expectTypeOf(colours).toEqualTypeOf<'all' | 'red'>();
      yield { records: {} };
    },
    normalize: {},
  });
  const { options: declared } = kit.connector({
    async *externalSyncUnits() {},
    metadata: {
      recordTypes: [],
      discover: async ({ options: { history } }) => {
        expectTypeOf(history).toEqualTypeOf<boolean>();
        return [];
      },
    },
    streams: [],
    initialDomainMapping: { additional_mappings: {} },
  });
  expect(declared).toBe(options);
});
