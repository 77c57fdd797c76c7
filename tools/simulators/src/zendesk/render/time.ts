/** `2026-05-06T08:16:30Z`: Zendesk tells no parts of seconds. */
export function utcSeconds(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
