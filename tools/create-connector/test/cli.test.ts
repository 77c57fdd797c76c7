import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cli = path.join(root, 'tools/create-connector/dist/cli.js');
const documents = fileURLToPath(new URL('documents/', import.meta.url));

describe('the command', () => {
  it('says what it takes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const option of ['--auth', '--paging', '--reverse', '--openapi', '--objects', '--dry-run', '--json'])
      expect(stdout).toContain(option);
  });

  it.each([
    [[], 'A connector needs a name. Pass it, or see --help.\n'],
    [['acme', 'desk'], 'A connector has one name, not 2: acme desk.\n'],
    [['acme', '--guess'], 'There is no option --guess. See --help.\n'],
    [['Acme'], /^"Acme" is no name for a connector\. Use .+\n$/],
    [['-acme'], /^There is no option -a\. See --help\.\n$/],
    [['jira'], /^The folder connectors\/jira is there already, .+\n$/],
    [['acme', '--paging', 'guess'], /^--paging is one of cursor, .+\n$/],
    [['acme', '--objects', ','], /^--objects names none\..+\n$/],
    [
      ['acme', '--openapi', 'nowhere.yaml'],
      /^The OpenAPI document \/.+nowhere\.yaml could not be read \(ENOENT\)/,
    ],
  ])('refuses %j with a sentence', (args, sentence) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    const json = run(...args, '--json');
    expect({ status: json.status, stderr: json.stderr }).toEqual({ status: 1, stderr: '' });
    expect(`${JSON.parse(json.stdout).error}\n`).toMatch(sentence);
  });

  it('names what it would write, and writes nothing', () => {
    const { status, stdout } = run('acme-desk', '--dry-run', '--openapi', 'billing.yaml');
    expect(status).toBe(0);
    expect(stdout).toContain('\nconnectors/acme-desk/src/streams/invoices.ts\n');
    expect(stdout).toContain('\ntools/simulators/src/acme-desk/objects.ts\n');
    expect(stdout).toContain('It asks https://eu.acme.example, and also brings invoices, currencies, ');
    expect(stdout).toContain('\n  invoices.lines: it is no plain value\n');
    expect(existsSync(path.join(root, 'connectors/acme-desk'))).toBe(false);
  });

  it('tells programs the same', () => {
    const { stdout } = run(
      'acme-desk',
      '--dry-run',
      '--paging',
      'link',
      '--openapi',
      'billing.yaml',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'acme-desk',
      choices: { auth: 'token', paging: 'link', reverse: 'no' },
      origin: 'https://eu.acme.example',
      objects: ['invoices', 'currencies', 'acme_desk_classes', 'acme_desk_tasks'],
      leftOut: expect.arrayContaining([{ what: 'invoices.lines', why: 'it is no plain value' }]),
      files: expect.arrayContaining(['connectors/acme-desk/src/api/invoices.ts']),
      written: false,
      installed: false,
    });
  });
});

/** As npm runs it: in the folder of the workspace, called from that of the documents. */
function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, INIT_CWD: documents },
  });
}
