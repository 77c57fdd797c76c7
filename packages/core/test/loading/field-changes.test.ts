import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreedAfter, agreedValues, fieldChanges, overruledFields } from '../../src/loading/field-changes.js';
import { seeded } from '../support/seeds.js';

const early = '2026-01-01T00:00:00.000Z';
const late = '2026-02-01T00:00:00.000Z';
type Values = Record<string, string | number | null>;

const changes = (
  base: Values | undefined,
  devrev: Values,
  external: Values,
  later: 'devrev' | 'external' = 'devrev',
) =>
  fieldChanges({
    devrev: { data: devrev, modifiedDate: later === 'devrev' ? late : early },
    external: { data: external, modifiedDate: later === 'external' ? late : early },
    agreed: base === undefined ? {} : agreedValues(base),
  });

describe('a field', () => {
  test('that is equal on both sides is not written', () => {
    expect(changes({ a: 1 }, { a: 2 }, { a: 2 })).toEqual({});
    expect(changes(undefined, { a: null }, {})).toEqual({});
  });

  test('that only DevRev has changed is written, also when the object was changed later elsewhere', () => {
    expect(changes({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 }, 'external')).toEqual({ a: 2 });
  });

  test('that only the external system has changed is left to the forward sync', () => {
    expect(changes({ a: 1 }, { a: 1 }, { a: 2 })).toEqual({});
  });

  test('that both have changed takes the value of the side that was changed later', () => {
    expect(changes({ a: 1 }, { a: 2 }, { a: 3 }, 'devrev')).toEqual({ a: 2 });
    expect(changes({ a: 1 }, { a: 2 }, { a: 3 }, 'external')).toEqual({});
  });

  test('that was never written takes the value of the side that was changed later', () => {
    expect(changes(undefined, { a: 2 }, { a: 1 }, 'devrev')).toEqual({ a: 2 });
    expect(changes(undefined, { a: 2 }, { a: 1 }, 'external')).toEqual({});
  });

  test('in which an edit of DevRev loses is named, and no other', () => {
    const overruled = (base: Values | undefined, devrev: Values, external: Values) =>
      overruledFields({
        devrev: { data: devrev, modifiedDate: early },
        external: { data: external, modifiedDate: late },
        agreed: base === undefined ? {} : agreedValues(base),
      });
    expect(overruled({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, c: 2 }, { a: 3, b: 2, c: 1 })).toEqual(['a']);
    expect(overruled(undefined, { a: 2, b: 1 }, { a: 1, b: 1 })).toEqual(['a']);
  });

  test('the external system does not have is left out', () => {
    expect(changes({}, { a: 2 }, { b: 1 })).toEqual({});
  });
});

test('whatever was changed where, writing once leaves nothing to write', () => {
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(null, 1, 2, 'x'));
  fc.assert(
    fc.property(values, values, values, fc.boolean(), (base, devrev, external, isDevrevLater) => {
      const sides = {
        devrev: { data: devrev, modifiedDate: isDevrevLater ? late : early },
        external: { data: external, modifiedDate: isDevrevLater ? early : late },
        agreed: agreedValues(base),
      };
      const written = fieldChanges(sides);
      const after = { data: { ...external, ...written }, modifiedDate: late };
      // The forward sync brings the rest to DevRev.
      const forward = Object.fromEntries(
        Object.entries(devrev).map(([field, value]) => [
          field,
          Object.hasOwn(after.data, field) ? (after.data[field] ?? null) : value,
        ]),
      );
      const agreed = agreedAfter(sides, written);
      expect(
        fieldChanges({ devrev: { data: forward, modifiedDate: late }, external: after, agreed }),
      ).toEqual({});
    }),
    seeded('field changes', 2_000),
  );
});
