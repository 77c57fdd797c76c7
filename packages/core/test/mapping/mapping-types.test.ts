import { expect, test } from 'vitest';
import {
  bool,
  chosenRecord,
  chosenRecords,
  date,
  domainMapping,
  dynamicEnum,
  enumOf,
  firstOf,
  fixedBool,
  fixedEnum,
  fixedNothing,
  float,
  from,
  int,
  jq,
  mapTo,
  mapToCustomObject,
  permission,
  pinnedRecord,
  recordNamed,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  structOf,
  text,
  typedReference,
} from '../../src/index.js';

// Compile-time expectations: `tsc --noEmit` fails when an error that is expected here no longer occurs.

const people = recordType('people', 'Person', {
  name: text('Name'),
  nickname: text('Nickname').optional(),
  email: text('E-mail').optional().identifier(),
});
const person = from(people);

const tickets = recordType('tickets', 'Ticket', {
  subject: text('Subject'),
  body: richText('Body').optional(),
  urgency: enumOf('Urgency', { high: 'High', low: 'Low' }),
  status: dynamicEnum('Status', []),
  requester: reference('Requester', people).optional(),
  followers: reference('Followers', people).list(),
  about: typedReference('About', [people]).optional(),
  due: date('Due').optional(),
  score: int('Score').optional(),
  weight: float('Weight').optional(),
  is_open: bool('Open'),
  shared_with: permission('Shared with', people, { viewer: 'Viewer', editor: 'Editor' }).list(),
});
const ticket = from(tickets);

const required = {
  title: ticket.directly('subject'),
  applies_to_part_id: chosenRecord('product'),
  owned_by_ids: firstOf(ticket.asList('requester'), chosenRecords('devu')),
  severity: ticket.enumValue('urgency', { high: 'high', low: 'low' }),
  stage: ticket.customStages('status'),
};

test('a mapping that fits compiles and has the names of the wire', () => {
  const mapping = domainMapping([
    mapTo(person, 'devu', { display_name: person.directly('name', { fallback: 'Unknown' }) }),
    mapTo(ticket, 'ticket', {
      ...required,
      body: ticket.richText('body', { reverse: true }),
      target_close_date: ticket.directly('due'),
      created_by_id: firstOf(ticket.directly('about'), ticket.directly('requester'), chosenRecord('devu')),
      visibility: fixedEnum('1'),
    }),
  ]);
  expect(mapping.additional_mappings.record_type_mappings).toMatchObject({
    people: {
      default_mapping: { object_category: 'stock', object_type: 'devu' },
      possible_record_type_mappings: [
        {
          devrev_leaf_type: 'devu',
          forward: true,
          reverse: false,
          shard: {
            mode: 'create_shard',
            devrev_leaf_type: { object_category: 'stock', object_type: 'devu' },
            constructed_custom_fields: {},
            stock_field_mappings: {
              display_name: {
                forward: true,
                reverse: false,
                primary_external_field: 'name',
                fallback: { type: 'text', value: 'Unknown' },
                transformation_method_for_set: { transformation_method: 'use_directly' },
              },
            },
          },
        },
      ],
    },
    tickets: { possible_record_type_mappings: [{ devrev_leaf_type: 'ticket', reverse: true }] },
  });
});

test('alternatives of one record type are offered together, the first is the default', () => {
  const shapes = recordTypeFamily('shapes', 'Shape', 'shape_', {
    name: text('Name'),
    owner: reference('Owner', recordNamed('people')),
  });
  const shape = from(shapes);
  const fields = { name: shape.directly('name'), owned_by_ids: shape.asList('owner') };
  const mapping = domainMapping([
    mapTo(shape, 'product', fields),
    mapTo(shape, 'component', fields),
    mapToCustomObject(shape, { title: shape.directly('name') }),
  ]);
  const entry = mapping.additional_mappings.record_type_category_mappings?.shapes;
  expect(entry?.default_mapping).toEqual({ object_category: 'stock', object_type: 'product' });
  expect(entry?.possible_record_type_mappings?.map(({ devrev_leaf_type: leaf }) => leaf)).toEqual([
    'product',
    'component',
  ]);
  expect(entry?.mapping_as_custom_object?.shard.devrev_leaf_type).toEqual({
    object_category: 'fresh_custom',
    object_type: '',
  });
});

test('constants of every kind have the names of the wire', () => {
  const methodOf = ({ document }: { document: { transformation_method_for_set: object } }) =>
    document.transformation_method_for_set;
  expect(methodOf(fixedNothing())).toEqual({ transformation_method: 'use_fixed_value', value: 'none' });
  expect(methodOf(pinnedRecord('don:core:x'))).toEqual({
    transformation_method: 'use_devrev_record',
    is_array: false,
    id: 'don:core:x',
  });
  mapTo(ticket, 'ticket', {
    ...required,
    visibility: fixedNothing(),
    applies_to_part_id: pinnedRecord('don'),
  });
  // @ts-expect-error a required field must not come out empty
  mapTo(ticket, 'ticket', { ...required, severity: fixedNothing() });
});

test('a mapping that does not fit does not compile', () => {
  // @ts-expect-error the record type has no such field
  person.directly('surname');
  // @ts-expect-error DevRev has no such field
  mapTo(person, 'devu', { display_name: person.directly('name'), state: fixedEnum('ACTIVE') });
  // @ts-expect-error display_name is required
  mapTo(person, 'devu', { email: person.directly('email') });
  // @ts-expect-error display_name must not come out empty
  mapTo(person, 'devu', { display_name: person.directly('nickname') });
  mapTo(person, 'devu', { display_name: person.directly('nickname', { fallback: '?' }) });
  // @ts-expect-error no such object
  mapTo(person, 'dev_user', { display_name: person.directly('name') });
  // @ts-expect-error users cannot be brought back
  mapTo(person, 'devu', { display_name: person.directly('name', { reverse: true }) });

  // @ts-expect-error severity is no text
  mapTo(ticket, 'ticket', { ...required, severity: ticket.directly('subject') });
  const urgent = ticket.enumValue('urgency', { high: 'urgent', low: 'low' });
  // @ts-expect-error "urgent" is no severity
  mapTo(ticket, 'ticket', { ...required, severity: urgent });
  // @ts-expect-error "low" has no counterpart
  ticket.enumValue('urgency', { high: 'high' });
  ticket.enumValue('urgency', { high: 'high' }, { forwardDefault: 'high' });
  // @ts-expect-error "medium" is no urgency
  ticket.enumValue('urgency', { high: 'high', low: 'low', medium: 'medium' });
  // @ts-expect-error "medium" is no urgency
  ticket.enumValue('urgency', { high: 'high', low: 'low' }, { reverse: { high: 'medium' } });
  // @ts-expect-error enums are mapped value by value
  ticket.directly('urgency');
  // @ts-expect-error a body is no plain text
  mapTo(ticket, 'ticket', { ...required, title: ticket.richText('body', { fallback: 'x' }) });
  // @ts-expect-error owners must not come out empty
  mapTo(ticket, 'ticket', { ...required, owned_by_ids: ticket.asList('requester') });
  // @ts-expect-error owners are several
  mapTo(ticket, 'ticket', { ...required, owned_by_ids: ticket.directly('requester') });
  mapTo(ticket, 'ticket', { ...required, owned_by_ids: ticket.directly('followers') });
  mapTo(ticket, 'ticket', { ...required, owned_by_ids: chosenRecords('devu') });
  // @ts-expect-error only the stage takes stages of the customer's own
  mapTo(ticket, 'ticket', { ...required, severity: ticket.customStages('status') });
  // @ts-expect-error a list already
  ticket.asList('followers');
  // @ts-expect-error only references to several types can be filtered
  ticket.onlyTypes('requester', ['devu']);
  // @ts-expect-error the role "editor" has no counterpart
  ticket.roles('shared_with', { viewer: 'viewer' });
  // @ts-expect-error a bool is no enum
  mapTo(ticket, 'ticket', { ...required, severity: fixedBool(true) });
  // @ts-expect-error jq must say that it gives a text
  mapTo(ticket, 'ticket', { ...required, title: jq('int', '.score') });
  // @ts-expect-error a struct is no text
  mapTo(ticket, 'ticket', { ...required, title: structOf({ amount: ticket.directly('subject') }) });
  expect(Object.keys(required)).toHaveLength(5);
});
