import { describe, expect, it } from 'vitest';
import { commentSchema } from '../src/api-types.js';
import { groupMembershipSchema, objectRecordSchema, sideEventSchema } from '../src/api-types-lists.js';
import { commentItem } from '../src/normalize.js';
import { groupMemberItem, objectRecordItem, sideMessageItem } from '../src/normalize-account.js';
import { parse } from '../src/parse.js';
import { customRecords } from '../src/streams/custom-records.js';
import { sideConversations } from '../src/streams/side-conversations.js';
import { tickets } from '../src/streams/tickets.js';
import { users } from '../src/streams/users.js';
import { walk } from './walk-stream.js';
import { startAccount, WORLD_TIME } from './zendesk-account.js';

const date = '2026-05-06T08:16:30Z';

describe('a membership', () => {
  it('without a date of change has that of its beginning', () => {
    const row = parse(groupMembershipSchema, { id: 1, user_id: 2, group_id: 3, created_at: date }, 'member');
    expect(groupMemberItem(row)).toMatchObject({ createdDate: date, modifiedDate: date });
    const undated = parse(groupMembershipSchema, { id: 1, user_id: 2, group_id: 3 }, 'member');
    expect(groupMemberItem(undated).modifiedDate).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('a call', () => {
  it('is told with who called whom, its recording, and what was said', () => {
    const data = {
      from: '+386 1',
      to: '+386 2',
      call_duration: 61,
      recording_url: 'https://recordings.example/1',
      transcription_text: 'Good day & bye',
    };
    const comment = parse(
      commentSchema,
      { id: 5, author_id: 9, created_at: date, html_body: '<p>Call</p>', data },
      'comment',
    );
    const { body } = commentItem({ comment, attachments: [] }, '2', { origin: '', recordTypes: {} }).data;
    const text = (body ?? []).join('');
    for (const part of ['61 seconds', 'recordings.example/1', 'Good day']) expect(text).toContain(part);
  });
});

describe('links', () => {
  it('are kept by the ticket that names the other one: of incidents, follow-ups and merges', async () => {
    const { client } = await startAccount();
    const { items } = await walk(tickets, client);
    const links = items.filter(({ feed }) => feed === 'links').map(({ id }) => id);
    expect(links).toContain('problem:8:1');
    expect(links).toContain('follow_up:16:11');
    expect(links).toContain('merge:21:1');
    expect(new Set(links).size).toBe(links.length);
  });
});

describe('a user whose role changed', () => {
  it('comes under the other record type', async () => {
    const { client, simulator } = await startAccount({ oddities: ['role flips'] });
    simulator.applyChanges({ seed: 1, edits: 1, at: WORLD_TIME - 120_000 });
    const from = new Date(WORLD_TIME - users.overlapSeconds * 1000).toISOString();
    const { items } = await walk(users, client, { window: { from } });
    const feedsOf = (wanted: string) => items.filter(({ id }) => id === wanted).map(({ feed }) => feed);
    const [flipped] = items;
    expect(feedsOf(flipped?.id ?? '')).toEqual(['agents']);
  });
});

describe('side conversations', () => {
  it('come once, page by page, with the ticket they were handed on as', async () => {
    const { client } = await startAccount({ size: 400, pageSize: 3 });
    const { items } = await walk(sideConversations, client);
    const ids = (feed: string) => items.filter((item) => item.feed === feed).map(({ id }) => id);
    expect(ids('side_conversations')).toHaveLength(10);
    expect(new Set(ids('side_messages')).size).toBe(20);
    expect(ids('side_messages')).toHaveLength(20);
    expect(ids('links').length).toBeGreaterThan(0);
  });

  it('that were answered and closed meanwhile come with the answer and the state, and no empty message', async () => {
    const { client, simulator } = await startAccount({ size: 400, oddities: ['edits beside tickets'] });
    simulator.applyChanges({ seed: 1, edits: 1, at: WORLD_TIME - 120_000 });
    const from = new Date(WORLD_TIME - sideConversations.overlapSeconds * 1000).toISOString();
    const { items } = await walk(sideConversations, client, { window: { from } });
    expect(items.map(({ feed }) => feed).filter((feed) => feed !== 'links')).toEqual([
      'side_conversations',
      'side_messages',
    ]);
    expect(items[0]?.item).toMatchObject({ data: { state: 'closed' } });
  });

  it('tell outside parties by name and address', () => {
    const event = {
      id: 'e',
      side_conversation_id: 's',
      type: 'reply',
      created_at: date,
      message: { from: { name: 'Ada', email: 'ada@supplier.example' }, html_body: '<p>Yes</p>' },
    };
    const { data } = sideMessageItem(parse(sideEventSchema, event, 'event'), 'https://acme.zendesk.com');
    expect(data).toMatchObject({ author: null, sender: 'Ada <ada@supplier.example>' });
  });
});

describe('records of custom objects', () => {
  it('have their fields by type, and a value no option stands for as text', () => {
    const record = parse(
      objectRecordSchema,
      {
        id: '01GCSJ',
        name: 'Van',
        custom_object_key: 'vehicle',
        custom_object_fields: { wheels: '4', colour: 'gone', 2024: true },
        created_at: date,
        updated_at: date,
      },
      'record',
    );
    const fields = {
      cf_wheels: { type: 'int', name: 'Wheels' },
      cf_colour: { type: 'enum', name: 'Colour', enum: { values: [{ key: 'red', name: 'Red' }] } },
      cf_2024: { type: 'bool', name: 'Checked' },
    } as const;
    const types = { custom_object_vehicle: { name: 'Vehicle', fields } } as unknown as Parameters<
      typeof objectRecordItem
    >[1];
    expect(objectRecordItem(record, types)).toMatchObject({
      itemType: 'custom_object_vehicle',
      data: { other_values: ['Colour: gone'] },
      dynamicData: { cf_wheels: 4, cf_2024: true },
    });
  });

  it('are read from the latest change back to where an increment begins', async () => {
    const { client, requests } = await startAccount({ size: 1, pageSize: 5 });
    const { items } = await walk(customRecords, client, { window: { from: '2022-10-30T20:00:00.000Z' } });
    expect(items).toHaveLength(4);
    expect(requests.filter(({ path }) => path.endsWith('/records'))).toHaveLength(1);
  });
});
