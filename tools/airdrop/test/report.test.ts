import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/database/database.js';
import { reportPage } from '../src/report/page.js';
import { gatherReport, type RunReport } from '../src/report/run-report.js';
import { runScenario } from '../src/sync-run/scenario.js';

const browserFile = process.env.CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(browserFile);
if (!hasBrowser) {
  process.stdout.write(
    `Skipping what a browser shows of reports: there is no ${browserFile}; set CHROMIUM.\n`,
  );
}

let directory: string;
let report: RunReport;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'report-'));
  await runScenario({
    connector: 'jira',
    scenario: 'initial',
    source: 'simulator',
    dataDirectory: path.join(directory, 'jira'),
    size: 60,
    seed: 1,
    trouble: { faults: 'none', killAt: 40 },
    environment: process.env,
    signal: new AbortController().signal,
  });
  const database = await openDatabase(path.join(directory, 'jira'), 'read-only');
  report = await gatherReport(path.join(directory, 'jira'), database);
  database.close();
}, 60_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('what a report is made of', () => {
  test('holds every invocation, with what the connector said it did', () => {
    expect(report.invocations.length).toBe(report.summary.invocations);
    expect(report.invocations.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['external-sync-units', 'metadata', 'data', 'attachments']),
    );
    expect(report.invocations.filter(({ ending }) => ending === 'no reply')).toHaveLength(1);
    const calls = report.invocations.reduce((sum, { calls: made }) => sum + made, 0);
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(report.summary.calls ?? 0);
  });

  test('holds objects beside their records', () => {
    const issue = report.samples.find(({ leafType }) => leafType === 'issue');
    expect(issue?.before.summary).toBe(issue?.after.title);
    expect(report.samples.map(({ leafType }) => leafType)).toEqual(
      expect.arrayContaining(['comment', 'devu']),
    );
  });

  test('names every skipped record with its reason', () => {
    expect(report.skipped).toHaveLength(report.summary.skipped);
    for (const { reason } of report.skipped) expect(reason).not.toBe('');
  });

  test('shows several texts as a list, and text around references as one', () => {
    const shown = structuredClone({ ...report, names: new Map() });
    const people = ['Ada <ada@people.example>', 'Hana <hana@people.example>'];
    for (const sample of shown.samples) sample.before = { people };
    expect(reportPage(shown)).toContain('Ada &lt;ada@people.example&gt;, Hana &lt;hana@people.example&gt;');
  });

  test('says which run there is when another one is asked for', async () => {
    const database = await openDatabase(path.join(directory, 'jira'), 'read-only');
    await expect(gatherReport(path.join(directory, 'jira'), database, 7)).rejects.toThrow(
      /There is no ended run 7 in .*Runs that have ended: 1\./,
    );
    database.close();
  });
});

describe.runIf(hasBrowser)('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserFile,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    });
  });
  afterAll(() => browser.close());

  /** Opens a page and fails on any request, script error or complaint of the browser. */
  async function open(width: number, shown = report): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => complaints.push(`request to ${request.url()}`));
    page.on('dialog', (dialog) => {
      complaints.push('a dialog was opened');
      void dialog.dismiss();
    });
    await page.setContent(reportPage(shown));
    return { page, complaints };
  }

  test.each([390, 800, 1400])(
    'fits a window of %i pixels and asks the network for nothing',
    async (width) => {
      const { page, complaints } = await open(width);
      await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('can be read and searched with the keyboard alone', async () => {
    const { page } = await open(1000);
    const issue = report.samples.find(({ leafType }) => leafType === 'issue');
    await page.focus('#find');
    await page.keyboard.type(issue?.displayId ?? '');
    const shown = page.locator('details.object:visible');
    expect(await shown.count()).toBeLessThan(report.samples.length);
    const summary = shown.first().locator('summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await shown.first().getAttribute('open')).not.toBeNull();
    expect(await shown.first().textContent()).toContain(issue?.title);
    await page.close();
  });

  test('shows what records hold and runs none of it', async () => {
    const attack = '<script>alert(1)</script><img src=x onerror=alert(1)>"><svg onload=alert(1)>';
    const poisoned = structuredClone({ ...report, names: new Map() });
    for (const sample of poisoned.samples) {
      sample.title = attack;
      sample.before = { summary: attack, body: [attack], '<b>key</b>': attack };
      sample.after = { title: attack, body: attack, link: 'javascript:alert(1)' };
    }
    poisoned.summary.error = attack;
    poisoned.summary.status = 'failed';
    const { page, complaints } = await open(1000, poisoned);
    expect(complaints).toEqual([]);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('main img, main svg').count()).toBe(0);
    expect(await page.locator('.notes').textContent()).toContain('<script>alert(1)</script>');
    await page.close();
  });

  test('is written by the command, beside the run', async () => {
    const { execFileSync } = await import('node:child_process');
    const cli = new URL('../dist/cli.js', import.meta.url).pathname;
    const written = execFileSync('node', [cli, 'report', '--data-dir', path.join(directory, 'jira')])
      .toString()
      .trim();
    expect(written).toBe(path.join(directory, 'jira', 'runs', '1', 'report.html'));
    expect(await readFile(written, 'utf8')).toContain('jira sync, run 1');
  });
});
