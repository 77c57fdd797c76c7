import { describe, expect, it } from 'vitest';
import { declareCustomFields } from '../src/custom-fields.js';
import { customValues } from '../src/custom-values.js';
import { contactItem, ticketItem } from '../src/normalize.js';
import { emailItem, meetingItem, noteItem, taskItem } from '../src/normalize-engagements.js';
import { ownerItem } from '../src/normalize-lists.js';
import { messageItem } from '../src/normalize-messages.js';
import { changeItem, pastValuesOf } from '../src/normalize-relations.js';
import { stageOf, stagesOf, stageValues } from '../src/stages.js';
import { readObject } from '../src/streams/object-page.js';
import { bodyOf, dayOf, decimalOf, listOf, momentOf } from '../src/values.js';

const dates = { createdAt: '2026-02-25T15:17:58.426Z', updatedAt: '2026-02-25T15:18:03.214Z' };
const objectOf = (properties: object, more: object = {}) =>
  readObject({ id: '5', properties, archived: false, ...dates, ...more });
const inline = (type: string, ...ids: string[]) => ({
  associations: { [type]: { results: ids.map((id) => ({ id, type: 'x' })) } },
});

describe('values', () => {
  it('that are moments arrive in every form HubSpot has', () => {
    const moment = '2026-03-12T07:36:01.000Z';
    for (const form of [
      '2026-03-12T07:36:01Z',
      '2026-03-12T07:36:01.000Z',
      '2026-03-12T07:36:01.000000+00:00',
      '1773300961000',
      '1773300961000.0',
    ])
      expect(momentOf(form), form).toBe(moment);
    expect(momentOf('soon')).toBeUndefined();
  });

  it('that are days are not moved by a time zone, also where they arrive as an epoch', () => {
    expect([dayOf('2026-05-01'), dayOf('2026-05-01T00:00:00Z'), dayOf('1777593600000')]).toEqual([
      '2026-05-01',
      '2026-05-01',
      '2026-05-01',
    ]);
  });

  it('that are decimals of 200 digits keep what a number can, and are known to have lost the rest', () => {
    const long = `0.${'1'.repeat(200)}`;
    expect(decimalOf(long)).toEqual({ number: 0.1111111111111111, isExact: false });
    expect(decimalOf('15000')).toEqual({ number: 15_000, isExact: true });
    expect(decimalOf('N/A')).toBeUndefined();
    expect(decimalOf('1e999')).toBeUndefined();
  });

  it('that are lists may begin with a semicolon', () => {
    expect(listOf(';a;b')).toEqual(['a', 'b']);
    expect(listOf(null)).toEqual([]);
  });

  it('that are bodies are HTML, or text where a program wrote them', () => {
    expect(JSON.stringify(bodyOf('a < b & c'))).toContain('a');
    expect(JSON.stringify(bodyOf('<p>Hello <b>you</b></p>'))).toContain('**you**');
    expect(bodyOf('')).toBeNull();
    const mention = '<p><strong data-at-mention data-user-id="52">@Ada</strong> look</p>';
    expect(JSON.stringify(bodyOf(mention))).toContain('52');
  });
});

describe('properties that the portal has added', () => {
  const property = (name: string, type: string, more: object = {}) => ({ name, label: name, type, ...more });
  const fields = declareCustomFields([
    property('n', 'number'),
    property('d', 'date', { fieldType: 'date' }),
    property('t', 'datetime'),
    property('b', 'bool'),
    property('e', 'enumeration', {
      fieldType: 'select',
      options: [
        { value: 'a ', label: 'A' },
        { value: 'h', label: 'H', hidden: true },
      ],
    }),
    property('m', 'enumeration', { fieldType: 'checkbox', options: [{ value: 'x', label: 'X' }] }),
    property('o', 'enumeration', { externalOptions: true, referencedObjectType: 'OWNER', options: [] }),
    property('r', 'number', { fieldType: 'calculation_read_time' }),
    property('j', 'object_coordinates'),
    property('c', 'number', { calculated: true }),
    property('hs', 'string', { hubspotDefined: true }),
    property('gone', 'string', { archived: true }),
  ]);
  const definitions = Object.fromEntries(
    Object.entries(fields).map(([key, { definition }]) => [key, definition]),
  );

  it('are declared by their type, those of HubSpot and archived ones left out', () => {
    expect(Object.entries(definitions).map(([key, { type }]) => [key, type])).toEqual([
      ['p_n', 'float'],
      ['p_d', 'date'],
      ['p_t', 'timestamp'],
      ['p_b', 'bool'],
      ['p_e', 'enum'],
      ['p_m', 'enum'],
      ['p_o', 'reference'],
      ['p_r', 'text'],
      ['p_j', 'text'],
      ['p_c', 'float'],
    ]);
    expect(definitions.p_c?.is_read_only).toBe(true);
  });

  it('hold what their type can, and everything else is kept as text beside it', () => {
    const { values, others } = customValues(definitions, {
      n: 'lots',
      d: '2026-05-01',
      t: '1773300961000',
      b: '',
      e: 'a ',
      m: 'x;removed',
      o: '81',
      r: '2026-01-01T00:00:00Z',
      c: '0.40000000000000002220446049250313080847263336181640625',
    });
    expect(values).toEqual({
      p_d: '2026-05-01',
      p_t: '2026-03-12T07:36:01.000Z',
      p_b: null,
      p_e: 'a ',
      p_m: ['x'],
      p_o: '81',
      p_r: '2026-01-01T00:00:00Z',
      p_c: 0.4,
    });
    expect(others).toEqual([
      'n: lots',
      'm: removed',
      'c: 0.40000000000000002220446049250313080847263336181640625',
    ]);
  });
});

describe('a ticket', () => {
  it('names each record once, whose associations are listed once for each type', () => {
    const found = objectOf({ subject: 'S' }, inline('contacts', '151', '151'));
    expect(ticketItem(found, { recordTypes: {} }).data.contacts).toEqual(['151']);
  });

  it('without a subject is called by its content, or by its number', () => {
    const subjects = [{ subject: ' ', content: 'It is broken' }, {}].map(
      (properties) => ticketItem(objectOf(properties), { recordTypes: {} }).data.subject,
    );
    expect(subjects).toEqual(['It is broken', 'Ticket #5']);
  });

  it('of an owner who no longer exists keeps the id, which leads nowhere', () => {
    const item = ticketItem(objectOf({ hubspot_owner_id: '70000001' }), { recordTypes: {} });
    expect(item.data.owner).toBe('70000001');
  });

  it('that cannot be read costs itself', () => {
    expect(() => ticketItem(readObject({ id: 5 }), { recordTypes: {} })).toThrow(
      /ticket that cannot be read/,
    );
  });
});

describe('a contact', () => {
  it('without a name is called by its address, or by its id', () => {
    const names = [{ email: 'a@b.example' }, {}].map(
      (properties) => contactItem(objectOf(properties), { recordTypes: {} }).data.name,
    );
    expect(names).toEqual(['a@b.example', 'Contact 5']);
  });
});

describe('stages', () => {
  const pipelines = [
    { id: '0', label: 'Support', stages: [{ id: '1', label: 'New', metadata: { ticketState: 'OPEN' } }] },
    { id: '9', label: 'Returns', stages: [{ id: '91', label: 'New', metadata: { isClosed: 'true' } }] },
  ];
  const property = {
    name: 'hs_pipeline_stage',
    label: 'Status',
    type: 'enumeration',
    options: [
      { value: '1', label: 'New' },
      { value: '77', label: 'In repair', hidden: true },
    ],
  };
  const values = stageValues(pipelines, property);

  it('say which pipeline they are of where two share a name, and archived ones stay values', () => {
    expect(values.map(({ key, name }) => [key, name])).toEqual([
      ['1', 'New (Support)'],
      ['91', 'New (Returns)'],
      ['77', 'In repair (archived)'],
      ['unknown', 'Unknown stage'],
    ]);
  });

  it('are closed by what HubSpot says of them and not by their name', () => {
    expect(stagesOf(values).stages).toMatchObject({ 1: { state: 'open' }, 91: { state: 'closed' } });
  });

  it('that were made after the metadata of the run are named', () => {
    expect(stageOf('500', undefined)).toEqual({ stage: 'unknown', undeclared: { undeclared_stage: '500' } });
  });
});

describe('engagements', () => {
  it('hang on one record, a ticket before all others', () => {
    const found = objectOf(
      { hs_note_body: 'x', hs_timestamp: '2026-01-01T00:00:00Z' },
      {
        associations: {
          contacts: { results: [{ id: '1' }] },
          tickets: { results: [{ id: '9' }] },
        },
      },
    );
    expect(noteItem(found).data).toMatchObject({ parent: '9', happened_at: '2026-01-01T00:00:00.000Z' });
  });

  it('that hang on nothing are named and not delivered, but for tasks', () => {
    expect(() => noteItem(objectOf({}))).toThrow(/no place in DevRev/);
    expect(taskItem(objectOf({})).data).toMatchObject({ parent: null, status: 'NOT_STARTED' });
  });

  it('that are e-mails are public only where customers have them', () => {
    const visibilities = ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL', null].map(
      (hs_email_direction) =>
        emailItem(objectOf({ hs_email_direction }, inline('tickets', '9'))).data.visibility,
    );
    expect(visibilities).toEqual(['public', 'public', 'internal', 'internal']);
  });

  it('that are meetings keep internal notes apart', () => {
    const item = meetingItem(
      objectOf({ hs_meeting_body: 'out', hs_internal_meeting_notes: 'in' }, inline('tickets', '9')),
    );
    expect(item.data).toMatchObject({ body: ['out'], internal_notes: ['in'], state: 'scheduled' });
  });
});

describe('a message', () => {
  const message = (type: string, actorId: string) => ({
    message: { id: 'm', type, createdAt: dates.createdAt, senders: [{ actorId }], text: 'Hi' },
    parentId: '9',
    original: undefined,
    authorName: undefined,
  });

  it('of an agent, a contact or somebody by e-mail is theirs, whatever its direction', () => {
    const authors = ['A-52', 'V-77', 'E-x@y.example', 'B-1'].map((actor) => {
      const { author, author_name: name } = messageItem(message('MESSAGE', actor)).data;
      return [author, name];
    });
    expect(authors).toEqual([
      ['52', null],
      ['77', null],
      [null, 'x@y.example'],
      [null, null],
    ]);
  });

  it('of a kind that nobody knows is for agents only', () => {
    const seen = ['MESSAGE', 'COMMENT', 'A_NEW_KIND'].map(
      (type) => messageItem(message(type, 'A-1')).data.visibility,
    );
    expect(seen).toEqual(['public', 'internal', 'internal']);
  });
});

describe('history', () => {
  it('is one record for each value, by the time it began', () => {
    const entry = { value: '1', timestamp: dates.createdAt, updatedByUserId: 52 };
    const found = objectOf({}, { propertiesWithHistory: { hs_pipeline_stage: [entry, entry] } });
    const [only, ...more] = pastValuesOf(found, ['hs_pipeline_stage']);
    expect(more).toEqual([]);
    expect(only && changeItem(only, {})).toMatchObject({
      id: `5-hs_pipeline_stage-${Date.parse(dates.createdAt)}`,
      data: { title: 'Stage: 1', record: '5', user: '52' },
    });
  });
});

describe('an owner', () => {
  it('who has left is there and not active', () => {
    const item = ownerItem({ id: '8', firstName: '', email: 'a@b.example', archived: true, ...dates });
    expect(item.data).toMatchObject({ name: 'a@b.example', active: false, teams: [] });
  });
});
