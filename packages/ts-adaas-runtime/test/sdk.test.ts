import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { installWithSdk, officialSdk } from '../../../official-sdk.js';
import { loadSdk } from '../src/sdk.js';

const sdk = officialSdk('the types of the official SDK');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sdk-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an SDK that cannot be used is named with what to do', () => {
  test('when it is not installed', () => {
    expect(() => loadSdk(pathToFileURL(path.join(folder, 'index.js')).href)).toThrow(
      /module dist\/uploader\/uploader cannot be loaded\. Nothing was synced\. Install version 1\.20/,
    );
  });

  test('when it keeps something else where the module was', async () => {
    const module = path.join(folder, 'node_modules', '@devrev', 'ts-adaas', 'dist', 'uploader');
    await mkdir(module, { recursive: true });
    await writeFile(path.join(module, 'uploader.js'), 'exports.Another = 1;');
    expect(() => loadSdk(pathToFileURL(path.join(folder, 'index.js')).href)).toThrow(/cannot be loaded/);
  });
});

test.skipIf(sdk === undefined)(
  'the installed SDK has the modules, of the types they are taken for',
  async () => {
    const { version } = JSON.parse(await readFile(path.join(sdk ?? '', 'package.json'), 'utf8'));
    expect(version).toMatch(/^1\.(2\d|[3-9]\d)\./);
    await writeFile(path.join(folder, 'check.ts'), typeCheck(path.join(sdk ?? '', 'dist')));
    await writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          types: ['node'],
          typeRoots: [path.join(import.meta.dirname, '..', 'node_modules', '@types')],
        },
        files: ['check.ts'],
      }),
    );
    const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  },
);

test.skipIf(sdk === undefined)('the installed SDK makes one attempt, and prints nothing of it', async () => {
  const printed: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words));
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(503).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const file = path.join(folder, 'index.ts');
    await installWithSdk(import.meta.filename, file, sdk ?? '');
    const { axiosClient } = loadSdk(pathToFileURL(file).href);
    const { port } = server.address() as AddressInfo;
    const request = axiosClient.request({ method: 'POST', url: `http://127.0.0.1:${port}/state`, data: {} });
    await expect(request).rejects.toMatchObject({ response: { status: 503 } });
    expect(requests).toEqual(['/state']);
    expect(printed).toEqual([]);
  } finally {
    server.close();
  }
});

/** What the runtime takes the modules for must be wider than what they are; events are given with less in them. */
function typeCheck(modules: string): string {
  const own = path.join(import.meta.dirname, '..', 'src', 'sdk.ts').replace(/\.ts$/, '');
  return `
import type { HttpAnswer, SdkHttp, SdkMappers, SdkUploader } from '${own}';
import { axiosClient } from '${modules}/http/axios-client-internal';
import { emit } from '${modules}/common/control-protocol';
import { installInitialDomainMapping } from '${modules}/common/install-initial-domain-mapping';
import { Mappers } from '${modules}/mappers/mappers';
import { Uploader } from '${modules}/uploader/uploader';

export const http: Pick<SdkHttp, 'defaults'> = axiosClient;
export const request = (config: Parameters<SdkHttp['request']>[0]): Promise<HttpAnswer> => axiosClient.request(config);
export const uploader: SdkUploader = {} as Uploader;
export const mappers: SdkMappers = {} as Mappers;
export const emitted: Promise<HttpAnswer> = {} as ReturnType<typeof emit>;
export const installed: Promise<void> = {} as ReturnType<typeof installInitialDomainMapping>;
export const read: (keyof Parameters<typeof emit>[0])[] = ['event', 'eventType', 'data', 'worker_metadata'];
export const given = (event: ConstructorParameters<typeof Uploader>[0]['event']) => [
  event.context.secrets.service_account_token,
  event.context.snap_in_id,
  event.execution_metadata.devrev_endpoint,
  event.payload.event_context.request_id,
  event.payload.event_context.callback_url,
  event.payload.event_context.snap_in_slug,
  event.payload.event_context.snap_in_version_id,
];
`;
}
