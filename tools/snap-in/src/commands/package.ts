import path from 'node:path';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { bundleBudget } from '../package/bundle.js';
import { type Runtime, runtimes } from '../package/runtime.js';
import { type SnapInPackage, stagePackage } from '../package/stage.js';
import { findConnector } from '../workspace.js';

const listedModules = 10;

const lockAdvice =
  '  The SDK is installed by the platform. Lock its version in the folder code: npm install --package-lock-only && npm run package';

export function addPackageCommand(program: Command): void {
  program
    .command('package')
    .summary('make a connector ready to be deployed')
    .description(
      'Writes manifest.yaml, the code as a package that needs nothing installed, and build.tar.gz. The same sources make the same archive.',
    )
    .argument('<connector>', 'name of a built connector, such as jira')
    .addOption(
      new Option('--runtime <runtime>', "what speaks to the platform: core itself, or DevRev's own SDK")
        .choices([...runtimes])
        .default('native'),
    )
    .option('--out <directory>', 'where to write (default: connectors/<connector>/package)')
    .option('--json', 'print one JSON object instead of a table')
    .action(packageConnector);
}

interface PackageOptions {
  runtime: Runtime;
  out?: string;
  json?: true;
}

async function packageConnector(name: string, { runtime, out, json }: PackageOptions): Promise<void> {
  const connector = findConnector(name);
  const target = out === undefined ? path.join(connector.folder, 'package') : path.resolve(out);
  const made = await stagePackage(connector, target, runtime);
  if (json) {
    const modules = made.modules.slice(0, listedModules);
    process.stdout.write(`${JSON.stringify({ ...made, modules })}\n`);
    return;
  }
  process.stdout.write(`${summary(made)}\n`);
}

function summary(made: SnapInPackage): string {
  const modules = new Table({ head: ['largest modules', 'bytes'], style: { head: [], border: [] } });
  for (const { module, bytes } of made.modules.slice(0, listedModules)) modules.push([module, bytes]);
  const { commit, isDirty } = made.source;
  const source = commit === undefined ? 'no commit' : `commit ${commit.slice(0, 12)}`;
  return [
    `${made.connector} ${made.version}, core ${made.coreVersion}, ${source}${isDirty ? ' and changes that are in no commit' : ''}`,
    `  bundle   ${made.bundleBytes} bytes of at most ${bundleBudget.bytes}, loaded in ${made.requireMs} ms of at most ${bundleBudget.requireMs}`,
    `  archive  ${made.archiveBytes} bytes, sha256 ${made.archiveSha256}`,
    `  folder   ${path.relative(process.cwd(), made.folder) || '.'}`,
    ...(made.runtime === 'ts-adaas' ? [lockAdvice] : []),
    modules.toString(),
  ].join('\n');
}
