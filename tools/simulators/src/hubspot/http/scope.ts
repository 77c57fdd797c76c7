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
  | 'conversations.write'
  | 'files'
  /** For files that the file manager does not show; without it they seem not to be there. */
  | 'files.ui_hidden'
  | 'content'
  | 'currencies'
  | 'tags';
