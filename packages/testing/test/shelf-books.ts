import type { Visibility } from '@airdrop-connectors/simulators';

/** A file of a book; its content follows from its id, so that any size costs no memory. */
export interface ShelfFile {
  id: string;
  name: string;
  bytes: number;
  /** False: sent without Content-Length. */
  hasLength?: boolean;
}

export interface Note {
  id: string;
  text: string;
  audience: Visibility;
  changed: number;
}

export interface Book {
  id: string;
  title: string;
  genre: 'novel' | 'poetry' | 'guide';
  reader: string;
  created: number;
  changed: number;
  notes: Note[];
  files: ShelfFile[];
}
