import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const readme = path.join(root, 'README.md');
const names = readdirSync(path.join(root, 'connectors')).sort();

/** Words for readers stand in the member `connector` of package.json; everything else is asked of the code. */
async function rowOf(name: string): Promise<string[]> {
  const folder = path.join(root, 'connectors', name);
  const { connector: said = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { objects, deletes, status } = said;
  for (const [member, words] of Object.entries({ objects, deletes, status }))
    expect(words, `connector.${member} of connectors/${name}/package.json`).toMatch(/\S/);
  const { snapIn } = await import(`${folder}/src/snap-in.ts`);
  const { connector } = await import(`${folder}/src/connector.ts`);
  return [
    `[${snapIn.systemName}](connectors/${name}/README.md)`,
    objects,
    (connector.loaders ?? []).length > 0 ? 'both' : 'into DevRev',
    [...new Set(snapIn.connections.map((kind) => connectionWords(kind, snapIn.systemName)))]
      .sort()
      .join(', '),
    deletes,
    `[${limitsIn(folder)} named](connectors/${name}/README.md#limits)`,
    status,
  ];
}

function connectionWords({ kind, name }: { kind: string; name: string }, systemName: string): string {
  return kind === 'oauth2' ? 'OAuth' : name.replace(systemName, '').trim();
}

function limitsIn(folder: string): number {
  const [, limits = ''] = readFileSync(path.join(folder, 'README.md'), 'utf8').split(/^## Limits$/m);
  const [own = ''] = limits.split(/^## /m);
  return [...own.matchAll(/^- /gm)].length;
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[], filler: string) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`;
  const [head = [], ...others] = rows.map((row) => line(row, ' '));
  return [head, line([], '-'), ...others].join('\n');
}

/** With `AIRDROP_WRITE_README=1` the table is written instead of being compared. */
test('the README lists every connector as it is', async () => {
  const head = ['Connector', 'Syncs', 'Directions', 'Connection', 'Deletes', 'Limits', 'Status'];
  const rows = [];
  for (const name of names) rows.push(await rowOf(name));
  const text = readFileSync(readme, 'utf8');
  const written = text.replace(/(?<=^## Connectors\n\n)[\s\S]*?(?=\n\n## )/m, () => table([head, ...rows]));
  if (process.env.AIRDROP_WRITE_README === '1') writeFileSync(readme, written);
  expect(readFileSync(readme, 'utf8')).toBe(written);
  expect(written).toContain(`(connectors/${names[0]}/README.md#limits)`);
});
