import path from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { type ReleasedConnector, release } from '../release/release.js';
import { findConnector, releasedNames, workspaceFolder } from '../workspace.js';

interface ReleaseCommandOptions {
  out: string;
  rehearsal?: true;
  json?: true;
}

export function addReleaseCommand(program: Command): void {
  program
    .command('release')
    .summary('make archives, checksums and changes of connectors')
    .description(
      'Packages connectors and puts what a release consists of into one folder: archive, manifest and changes of each, SHA256SUMS, and release.json. The same commit makes the same archives. Versions and changelogs are made before that, by "npm run versions".',
    )
    .argument('[connectors...]', 'names of built connectors (default: all but examples)')
    .option('--out <directory>', 'where to write', path.join(workspaceFolder, 'release'))
    .option('--rehearsal', 'also with changes that are in no commit, and versions without a changelog entry')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ snap-in release
  $ snap-in release jira --out /tmp/release --rehearsal`,
    )
    .action(releaseConnectors);
}

async function releaseConnectors(names: string[], options: ReleaseCommandOptions): Promise<void> {
  const connectors = (names.length > 0 ? names : releasedNames()).map((name) => findConnector(name));
  const target = path.resolve(options.out);
  const released = await release(connectors, { target, isRehearsal: options.rehearsal === true });
  const text = options.json === true ? JSON.stringify({ folder: target, released }) : table(released, target);
  process.stdout.write(`${text}\n`);
}

function table(released: readonly ReleasedConnector[], target: string): string {
  const head = ['connector', 'version', 'core', 'archive', 'sha256'];
  const rows = new Table({ head, style: { head: [], border: [] } });
  for (const { connector, version, coreVersion, archive, archiveSha256 } of released)
    rows.push([connector, version, coreVersion, archive, archiveSha256.slice(0, 16)]);
  return `${rows.toString()}\n${path.relative(process.cwd(), target) || '.'} holds them, with SHA256SUMS.`;
}
