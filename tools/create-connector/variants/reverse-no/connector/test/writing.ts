/** This connector only reads. */
export const writing = {};
