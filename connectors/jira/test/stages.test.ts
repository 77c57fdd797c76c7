import { describe, expect, it } from 'vitest';
import { stagesOf, transitionsOf } from '../src/stages.js';
import { startJiraSite } from './jira-site.js';
import { discover } from './metadata-document.js';

const status = (id: string, key = 'new') => ({ id, name: `Status ${id}`, statusCategory: { key } });
const type = {
  id: '1',
  name: 'Task',
  statuses: [status('1'), status('3', 'indeterminate'), status('5', 'done')],
};
const references = ['1', '3', '5', '6'].map((id) => ({ id, statusReference: `ref-${id}` }));
const workflow = (ids: readonly string[], ...transitions: object[]) => ({
  statuses: ids.map((id) => ({ statusReference: `ref-${id}` })),
  transitions: transitions as never[],
});
const directed = (from: string, to: string) => ({
  type: 'DIRECTED',
  toStatusReference: `ref-${to}`,
  links: [{ fromStatusReference: `ref-${from}` }],
});
const own = ['1', '3', '5'];

describe('the stages of an issue type', () => {
  it('follow each other as its workflow says', () => {
    const initial = { type: 'INITIAL', toStatusReference: 'ref-1', links: [] };
    const global = { type: 'GLOBAL', toStatusReference: 'ref-5' };
    const transitions = transitionsOf(type, {
      statuses: references,
      workflows: [
        workflow(own, initial, directed('1', '3'), directed('3', '1'), global),
        workflow(['1', '6'], directed('1', '6')),
      ],
    });
    const diagram = stagesOf(type, transitions);
    expect(diagram?.allTransitionsAllowed).toBe(false);
    expect(diagram?.stages).toEqual({
      1: { state: 'new', transitionsTo: ['3', '5'] },
      3: { state: 'indeterminate', transitionsTo: ['1', '5'] },
      5: { state: 'done', transitionsTo: [] },
    });
  });

  it('allow what any workflow with the same statuses allows', () => {
    const workflows = [workflow(own, directed('1', '3')), workflow(own, directed('1', '5'))];
    expect(transitionsOf(type, { statuses: references, workflows })?.get('1')).toEqual(['3', '5']);
  });

  it('allow everything where no workflow has its statuses', () => {
    expect(transitionsOf(type, { statuses: references, workflows: [workflow(['1', '3'])] })).toBeUndefined();
    expect(stagesOf(type, undefined)?.allTransitionsAllowed).toBe(true);
  });

  it.each([
    ['are those of its workflow for an administrator', true],
    ['follow each other in any order for everybody else', false],
  ])('%s', async (_, administrator) => {
    const { client, proxy } = await startJiraSite({ size: 1, administrator });
    const diagrams = (await discover(client)).flatMap(({ options }) => options.stageDiagram ?? []);
    expect(diagrams).toHaveLength(5);
    for (const diagram of diagrams) expect(diagram.allTransitionsAllowed).toBe(!administrator);
    expect(proxy.requests.filter(({ path }) => path.endsWith('/workflows'))).toHaveLength(1);
  });
});
