#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { asBenchRuntime } from './runtime.js';
import { startEvent } from './start-event.js';
import { issuePages } from './workload.js';

/** Runs one side of the comparison in a process of its own, so that its peak of memory is its own. */

/** What everybody would write first: text of the records, packed at the default level, one batch after the other. */
function plainLoop(records: number): number {
  let packedBytes = 0;
  let lines: string[] = [];
  const pack = () => {
    packedBytes += gzipSync(lines.join('\n')).length;
    lines = [];
  };
  for (const page of issuePages(records)) {
    for (const record of page) {
      lines.push(JSON.stringify(record));
      if (lines.length === 2_000) pack();
    }
  }
  if (lines.length > 0) pack();
  return packedBytes;
}

/** Lists the files, which is not measured, then brings them. */
async function bringFiles(files: string, sourceUrl: string, platform: string): Promise<void> {
  const { functionFactory } = await import('./files-entry.js');
  const connection = { files: sourceUrl };
  await functionFactory.extraction([startEvent(platform, files, connection)]);
  started = performance.now();
  await functionFactory.extraction([startEvent(platform, files, connection, 'START_EXTRACTING_ATTACHMENTS')]);
}

const [mode = '', records = '', runtimePath = '', platformUrl = ''] = process.argv.slice(2);
let started = performance.now();
let packedBytes = 0;
let name = 'plain loop';
if (mode === 'plain') {
  packedBytes = plainLoop(Number(records));
} else if (mode === 'files') {
  name = 'core';
  await bringFiles(records, runtimePath, platformUrl);
} else {
  const runtime = asBenchRuntime(await import(pathToFileURL(runtimePath).href), runtimePath);
  name = runtime.name;
  started = performance.now();
  await runtime.deliver(startEvent(platformUrl, records));
}
const seconds = (performance.now() - started) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({
  name,
  seconds,
  peakRssBytes: maxRSS * 1024,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  packedBytes,
});
