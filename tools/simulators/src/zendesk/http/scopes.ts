const resources: readonly (readonly [path: RegExp, resource: string])[] = [
  [/^\/api\/v2\/help_center\//, 'hc'],
  [/^\/api\/v2\/organizations\b/, 'organizations'],
  [/^\/api\/v2\/tickets\b/, 'tickets'],
  [/^\/api\/v2\/users\b/, 'users'],
];

/**
 * Some paths have scopes of their own; all others, exports among them, only `read` and `write` cover. Files need none.
 */
export function isCovered(template: string, needed: 'read' | 'write', scopes: readonly string[]): boolean {
  if (scopes.includes(needed) || !template.startsWith('/api/')) return true;
  const resource = resources.find(([path]) => path.test(template))?.[1];
  return resource !== undefined && scopes.includes(`${resource}:${needed}`);
}
