/** Nothing can be packaged; the message is the sentence shown to the user. */
export class SnapInError extends Error {}
