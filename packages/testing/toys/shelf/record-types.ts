import {
  chosenRecord,
  domainMapping,
  enumOf,
  fixedEnum,
  from,
  mapTo,
  recordType,
  reference,
  richText,
  text,
} from '@airdrop-connectors/core';

export const readers = recordType('readers', 'Reader', { name: text('Name') });
export const books = recordType(
  'books',
  'Book',
  {
    title: text('Title'),
    genre: enumOf('Genre', { novel: 'Novel', poetry: 'Poetry', guide: 'Guide' }).optional(),
    reader: reference('Reader', readers),
  },
  { loadable: true },
);
export const rareBooks = recordType('books_rare', 'Rare book', { title: text('Title') });
export const notes = recordType(
  'notes',
  'Note',
  {
    text: richText('Text'),
    book: reference('Book', books),
    audience: enumOf('Audience', { public: 'Everybody', internal: 'Staff', restricted: 'The author' }),
  },
  { loadable: true },
);

const [reader, book, note] = [from(readers), from(books), from(notes)];

export const mapping = domainMapping([
  mapTo(reader, 'devu', { display_name: reader.directly('name') }),
  mapTo(book, 'ticket', {
    title: book.directly('title', { reverse: true }),
    severity: book.enumValue(
      'genre',
      { novel: 'low', poetry: 'medium', guide: 'high' },
      { fallback: 'low', reverse: { low: 'novel', medium: 'poetry', high: 'guide', blocker: 'guide' } },
    ),
    owned_by_ids: book.asList('reader', { reverse: true }),
    applies_to_part_id: chosenRecord('product'),
    stage: fixedEnum('queued'),
  }),
  mapTo(note, 'comment', {
    body: note.richText('text', { fallback: '(empty)', reverse: true }),
    created_by_id: chosenRecord('devu'),
    modified_by_id: chosenRecord('devu'),
    parent_object_id: note.directly('book', { reverse: true }),
    visibility: note.enumValue(
      'audience',
      { public: 'Visibility_EXTERNAL', internal: 'Visibility_INTERNAL', restricted: 'Visibility_PRIVATE' },
      {
        reverse: {
          Visibility_EXTERNAL: 'public',
          Visibility_PUBLIC: 'public',
          Visibility_INTERNAL: 'internal',
          Visibility_PRIVATE: 'restricted',
        },
      },
    ),
  }),
]);
