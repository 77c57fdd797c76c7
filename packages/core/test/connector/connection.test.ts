import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { connectionFields, defineConnection, parseConnection } from '../../src/connector/connection.js';
import { eventRedactor } from '../../src/runtime/event-log.js';
import { testEvent } from '../support/test-event.js';

describe('the fields of a connection', () => {
  test.each([
    ['{"site":"acme","token":"t"}', { site: 'acme', token: 't' }],
    ['[1]', {}],
    ['null', {}],
    ['', {}],
    ['  ', {}],
    // What an OAuth keyring hands over.
    ['eyJhbGciOi.J9', { access_token: 'eyJhbGciOi.J9' }],
  ])('of %j are %j', (key, fields) => {
    expect(connectionFields(key)).toEqual(fields);
  });

  test('of an OAuth keyring are validated like others', () => {
    const definition = defineConnection({
      schema: z.object({ access_token: z.string() }),
      secretFields: ['access_token'],
    });
    expect(parseConnection(definition, 'eyJ', 'Toy')).toEqual({ access_token: 'eyJ' });
    expect(() => parseConnection(definition, '', 'Toy')).toThrow(/access_token/);
  });

  test('are no way for a token to get into the log, also where nobody calls it secret', () => {
    const event = { ...testEvent('START_EXTRACTING_DATA'), connectionKey: 'eyJ-canary-token' };
    const redactor = eventRedactor(event);
    expect(redactor.redact('failed with eyJ-canary-token')).not.toContain('canary');
  });
});
