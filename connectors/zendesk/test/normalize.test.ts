import { describe, expect, it } from 'vitest';
import { attachmentSchema, commentSchema, fieldSchema, ticketSchema } from '../src/api-types.js';
import { customValues } from '../src/custom-values.js';
import { attachmentItem, commentItem, ticketItem } from '../src/normalize.js';
import { parse } from '../src/parse.js';
import { stagesOf, statusValues } from '../src/stages.js';
import { readMessage } from '../src/streams/ticket-page.js';

const dates = { created_at: '2026-05-06T08:16:30Z', updated_at: '2026-05-06T08:16:33Z' };
const account = { origin: 'https://acme.zendesk.com', recordTypes: {} };
const ticketOf = (raw: object) => parse(ticketSchema, { id: 2, status: 'open', ...dates, ...raw }, 'ticket');
const commentOf = (raw: object) => ({ id: 5, author_id: 9, created_at: dates.created_at, ...raw });

describe('a ticket', () => {
  it('without a subject is called by the beginning of its description, or by its number', () => {
    const titles = [{ subject: '', description: 'It is broken' }, { subject: null }].map(
      (raw) => ticketItem(ticketOf(raw), undefined, account).data.subject,
    );
    expect(titles).toEqual(['It is broken', 'Ticket #2']);
  });

  it('that does not say that customers see it is internal', () => {
    expect(ticketItem(ticketOf({}), undefined, account).data.visibility).toBe('internal');
    expect(ticketItem(ticketOf({ is_public: true }), undefined, account).data.visibility).toBe('public');
  });

  it('that is closed or deleted is so whatever its custom status is', () => {
    const statuses = [{ status: 'closed' }, { status: 'deleted' }, { status: 'solved' }].map(
      (raw) => ticketItem(ticketOf({ ...raw, custom_status_id: 77 }), undefined, account).data.status,
    );
    expect(statuses).toEqual(['closed', 'deleted', '77']);
  });

  it('that was opened again since it was solved is not closed in DevRev', () => {
    const metric_set = { solved_at: '2026-05-06T08:16:30Z' };
    const dates = ['open', 'solved', 'closed'].map(
      (status) => ticketItem(ticketOf({ status, metric_set }), undefined, account).data.solved_at,
    );
    expect(dates).toEqual([null, '2026-05-06T08:16:30.000Z', '2026-05-06T08:16:30.000Z']);
  });

  it('keeps what has no place in its fields', () => {
    const { data } = ticketItem(ticketOf({ priority: 'critical' }), undefined, account);
    expect(data).toMatchObject({ priority: null, other_values: ['Priority: critical'] });
  });
});

describe('values of custom fields', () => {
  const definitions = {
    cf_1: { type: 'int', name: 'Pieces' },
    cf_2: { type: 'enum', name: 'Product', enum: { values: [{ key: 'lamp', name: 'Lamp' }] } },
    cf_3: {
      type: 'enum',
      name: 'Symptoms',
      enum: { values: [{ key: 'noise', name: 'Noise' }] },
      collection: {},
    },
  } as unknown as Parameters<typeof customValues>[0];
  const read = (id: number, value: unknown) => customValues(definitions, [{ id: String(id), value }]);

  it('are numbers whether they arrive as text or not', () => {
    expect([read(1, '745').values, read(1, 745).values]).toEqual([{ cf_1: 745 }, { cf_1: 745 }]);
    expect(read(1, '90071992547409931')).toEqual({ values: {}, others: ['Pieces: 90071992547409931'] });
  });

  it('that no option stands for are kept as text', () => {
    expect(read(2, 'sold_out')).toEqual({ values: {}, others: ['Product: sold_out'] });
    expect(read(3, ['noise', 'smoke'])).toEqual({ values: { cf_3: ['noise'] }, others: ['Symptoms: smoke'] });
    expect([read(3, null).values, read(3, []).values]).toEqual([{ cf_3: null }, { cf_3: [] }]);
  });
});

describe('a comment', () => {
  it('is public only when Zendesk says so, and the system is nobody', () => {
    const items = [{ public: true }, { public: false }, {}, { author_id: -1 }].map(
      (raw) => commentItem(readMessage(commentOf(raw)), '2', account).data,
    );
    expect(items.map(({ visibility }) => visibility)).toEqual(['public', 'internal', 'internal', 'internal']);
    expect(items.map(({ author }) => author)).toEqual(['9', '9', '9', null]);
  });

  it('shows its pictures, whatever host their address names', () => {
    const message = readMessage(
      commentOf({
        html_body: '<p><img src="https://support.acme.example/attachments/token/T0k3n/?name=a.png"></p>',
        attachments: [
          {
            id: 11,
            file_name: 'a.png',
            content_url: 'https://acme.zendesk.com/attachments/token/T0k3n/?name=b',
          },
        ],
      }),
    );
    expect(JSON.stringify(commentItem(message, '2', account).data.body)).toContain('11');
  });
});

describe('a file', () => {
  const file = { id: 11, file_name: 'a.exe', content_url: 'https://acme.zendesk.com/attachments/token/x/' };
  const parent = { id: '5', ticketId: '2', comment: parse(commentSchema, commentOf({}), 'comment') };

  it('of a comment hangs on it, so that who may not see the comment does not see the file', () => {
    expect(attachmentItem(parse(attachmentSchema, file, 'attachment'), parent)).toMatchObject({
      parentId: '5',
      grandParentId: '2',
      authorId: '9',
    });
  });

  it('with malware in it is named and not fetched', () => {
    const infected = parse(attachmentSchema, { ...file, malware_scan_result: 'malware_found' }, 'attachment');
    expect(() => attachmentItem(infected, parent)).toThrow(/malware/);
  });
});

describe('statuses', () => {
  it('of an account without custom ones are the plain ones', () => {
    expect(statusValues([]).map(({ key }) => key)).toEqual([
      'new',
      'open',
      'pending',
      'hold',
      'solved',
      'closed',
      'deleted',
    ]);
  });

  it('are stages in the state of their category', () => {
    const values = statusValues([
      { id: '7', agent_label: 'In review', status_category: 'open', active: true, default: false },
    ]);
    expect(stagesOf(values)).toMatchObject({ startingStage: '7', stages: { 7: { state: 'open' } } });
  });
});

describe('a field', () => {
  it('may have options, a target, or neither', () => {
    expect(parse(fieldSchema, { id: 1, type: 'text', title: 'T' }, 'field').id).toBe('1');
  });
});
