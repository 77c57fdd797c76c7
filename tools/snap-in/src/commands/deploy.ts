import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { deploy, packageFiles, upgrade } from '../deploy/deploy.js';
import { commandText, type DevrevCli, openDevrevCli } from '../deploy/devrev-cli.js';
import { openOrganisation } from '../deploy/organisation.js';
import { loadDescription } from '../load-description.js';
import { type SnapInPackage, stagePackage } from '../package/stage.js';
import { SnapInError } from '../snap-in-error.js';
import { findConnector } from '../workspace.js';

interface CommonOptions {
  org: string;
  dryRun?: true;
  allowDirty?: true;
  devrev: string;
  tokenFrom?: string;
  user?: string;
}

interface DeployCommandOptions extends CommonOptions {
  slug?: string;
  pollSeconds: number;
  patienceSeconds: number;
}

export function addDeployCommands(program: Command): void {
  withCommonOptions(program.command('deploy'))
    .summary('install a connector in an organisation')
    .description(
      'Packages a connector, makes a snap-in package and version of it, waits until DevRev has built it, and activates it. Every command of the devrev CLI is shown before it runs.',
    )
    .option('--slug <slug>', 'name of the snap-in package (default: as the connector says)')
    .option('--poll-seconds <number>', 'between two looks at a version that is being built', seconds, 10)
    .option('--patience-seconds <number>', 'how long to wait for it', seconds, 900)
    .action(deployConnector);
  withCommonOptions(program.command('upgrade'))
    .summary('bring an installed connector up to date')
    .description(
      'Replaces an installed version by this one, if DevRev calls the change compatible. An incompatible one is refused: forcing it would delete the installed snap-in with its syncs.',
    )
    .requiredOption('--version-id <id>', 'installed version; "devrev snap_in_package list" helps to find it')
    .action(upgradeConnector);
}

function withCommonOptions(command: Command): Command {
  return command
    .argument('<connector>', 'name of a built connector, such as jira')
    .requiredOption('--org <slug>', 'organisation to deploy into')
    .option('--dry-run', 'show what would be done; nothing is asked of DevRev')
    .option('--allow-dirty', 'deploy changes that are in no commit too')
    .option('--devrev <file>', 'the devrev command', 'devrev')
    .option('--token-from <variable>', 'sign in with the token in this environment variable; needs --user')
    .option('--user <e-mail>', 'whose token that is');
}

async function deployConnector(name: string, options: DeployCommandOptions): Promise<void> {
  const connector = findConnector(name);
  const snapIn = await loadDescription(connector);
  const made = await packageToDeploy(connector, options);
  const slug = options.slug ?? snapIn.slug;
  if (options.dryRun) {
    const { manifest, archive } = packageFiles(made);
    return show([
      ...signInCommands(options),
      ['profiles', 'get-token', 'expiry'],
      ['developer_keyring', 'list'],
      ['snap_in_package', 'list'],
      ['snap_in_package', 'create-one', '--slug', slug],
      [
        'snap_in_version',
        'create-one',
        '--manifest',
        manifest,
        '--archive',
        archive,
        '--package',
        '<package>',
      ],
      ['snap_in_version', 'show', '<version>'],
      ['snap_in', 'draft', '--snap_in_version', '<version>'],
      ['snap_in', 'activate', '<snap-in>'],
    ]);
  }
  const organisation = openOrganisation(await signedIn(options), options.org);
  const deployment = await deploy(organisation, snapIn, made, { ...options, slug, tell: print });
  print(
    `${name} ${made.version} is active in ${options.org}: snap-in ${deployment.snapInId}, version ${deployment.versionId}.`,
  );
}

async function upgradeConnector(name: string, options: CommonOptions & { versionId: string }): Promise<void> {
  const made = await packageToDeploy(findConnector(name), options);
  if (options.dryRun) {
    const { manifest, archive } = packageFiles(made);
    return show([
      ...signInCommands(options),
      ['profiles', 'get-token', 'expiry'],
      [
        'snap_in_version',
        'upgrade',
        '--manifest',
        manifest,
        '--archive',
        archive,
        '--version',
        options.versionId,
      ],
    ]);
  }
  await upgrade(openOrganisation(await signedIn(options), options.org), made, options.versionId);
  print(`${name} ${made.version} replaces ${options.versionId} in ${options.org}.`);
}

/** What is deployed can be found again: it is in a commit. */
async function packageToDeploy(
  connector: ReturnType<typeof findConnector>,
  { allowDirty, dryRun }: CommonOptions,
): Promise<SnapInPackage> {
  const made = await stagePackage(connector, path.join(connector.folder, 'package'));
  if (made.source.isDirty && !allowDirty && !dryRun) {
    throw new SnapInError(
      `connectors/${connector.name} or what it is built with has changes that are in no commit. Commit them, or pass --allow-dirty.`,
    );
  }
  return made;
}

async function signedIn(options: CommonOptions): Promise<DevrevCli> {
  const token = options.tokenFrom === undefined ? undefined : process.env[options.tokenFrom];
  if (options.tokenFrom !== undefined && (token === undefined || token === '')) {
    throw new SnapInError(
      `The environment variable ${options.tokenFrom} is empty. Put the token of a DevRev user into it.`,
    );
  }
  const cli = await openDevrevCli(options.devrev, (command) => print(`$ ${command}`));
  for (const command of signInCommands(options)) await cli.run(command, token);
  return cli;
}

/** The token itself goes in through standard input. */
function signInCommands({ tokenFrom, user, org }: CommonOptions): string[][] {
  if (tokenFrom === undefined) return [];
  if (user === undefined)
    throw new SnapInError('--token-from needs --user, the e-mail address the token belongs to.');
  return [['profiles', 'set-token', '--org', org, '--usr', user]];
}

function show(commands: readonly (readonly string[])[]): void {
  print('Would run, one after the other:');
  for (const command of commands) print(`$ ${commandText(command)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a number of seconds.');
}
