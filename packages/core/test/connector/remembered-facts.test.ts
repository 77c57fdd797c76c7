import { expect, test } from 'vitest';
import { createFactStore } from '../../src/connector/remembered-facts.js';
import { parseState, serializeState } from '../../src/state/state-document.js';
import { initialState } from '../../src/state/sync-state.js';

test('facts survive in the saved state until they are forgotten', () => {
  const first = createFactStore();
  first.set('host', 'gateway');
  first.set('kind', 'scoped');
  first.set('kind', '');
  const document = serializeState({ ...initialState(), remembered: first.save() });
  const second = createFactStore();
  second.restore(parseState(document).remembered);
  expect([second.get('host'), second.get('kind')]).toEqual(['gateway', undefined]);
});

test('what was found out in this invocation is newer than what was saved', () => {
  const facts = createFactStore();
  facts.set('host', 'site');
  facts.restore({ host: 'gateway', kind: 'scoped' });
  expect(facts.save()).toEqual({ host: 'site', kind: 'scoped' });
});

test('the state does not grow with what a connector wants to know again', () => {
  const facts = createFactStore();
  facts.set('long', 'x'.repeat(1000));
  for (let number = 0; number < 100; number += 1) facts.set(`fact ${number}`, 'known');
  expect(facts.get('long')).toBeUndefined();
  expect(Object.keys(facts.save())).toHaveLength(20);
});

test('a state of an older version remembers nothing', () => {
  const { core: _, ...older } = JSON.parse(serializeState(initialState())).sdkState;
  expect(parseState(JSON.stringify({ connectorState: {}, sdkState: older })).remembered).toEqual({});
});
