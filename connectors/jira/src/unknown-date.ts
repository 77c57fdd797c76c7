/** Jira keeps no dates for people, labels and the lists of a project; a fixed one keeps repeated runs identical. */
export const unknownDate = '1970-01-01T00:00:00.000Z';
