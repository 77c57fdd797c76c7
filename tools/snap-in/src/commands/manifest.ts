import type { Command } from 'commander';
import { loadDescription } from '../load-description.js';
import { checkDescription } from '../manifest/check-description.js';
import { manifestYaml, renderManifest } from '../manifest/manifest.js';
import { bundleFile, loadBundle } from '../package/bundle.js';
import { SnapInError } from '../snap-in-error.js';
import { findConnector } from '../workspace.js';

export function addManifestCommand(program: Command): void {
  program
    .command('manifest')
    .summary('print the manifest of a connector')
    .description('Prints the manifest.yaml that packaging would write, or what is wrong with it.')
    .argument('<connector>', 'name of a built connector, such as jira')
    .option('--json', 'print JSON instead of YAML, errors as findings')
    .action(printManifest);
}

async function printManifest(name: string, { json }: { json?: true }): Promise<void> {
  const connector = findConnector(name);
  const snapIn = await loadDescription(connector);
  const findings = checkDescription(snapIn);
  if (json) {
    const manifest = findings.length > 0 ? null : renderManifest(snapIn, await functionsOf(connector));
    process.stdout.write(`${JSON.stringify({ manifest, findings })}\n`);
    if (findings.length > 0) process.exitCode = 1;
    return;
  }
  if (findings.length > 0) {
    const lines = findings.map(({ code, path, problem, fix }) => `${code} ${path} ${problem}. ${fix}`);
    throw new SnapInError(lines.join('\n'));
  }
  process.stdout.write(manifestYaml(renderManifest(snapIn, await functionsOf(connector))));
}

async function functionsOf(connector: ReturnType<typeof findConnector>) {
  return (await loadBundle(bundleFile(connector))).functions;
}
