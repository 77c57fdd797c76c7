/** Families of endpoints by the permission they need. */
export type Scope =
  | 'contacts'
  | 'companies'
  | 'deals'
  | 'tickets'
  | 'products'
  | 'line_items'
  | 'custom'
  | 'owners'
  | 'users'
  | 'conversations'
  | 'files'
  | 'content'
  | 'currencies'
  | 'tags';
