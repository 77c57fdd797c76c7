/** What the contract suite is told about writing back. */
export const writing = { writing: {} };
