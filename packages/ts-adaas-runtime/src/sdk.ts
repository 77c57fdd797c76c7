import { createRequire } from 'node:module';
import { PlatformError } from '@airdrop-connectors/core/platform';

/**
 * What is used of `@devrev/ts-adaas`, in the words of this package: the SDK need not be there to compile it.
 * Source: devrev/adaas-sdk v1.20 `src/uploader/uploader.ts`, `src/mappers/mappers.ts`, `src/common/control-protocol.ts`,
 * `src/common/install-initial-domain-mapping.ts`, `src/http/axios-client-internal.ts`.
 */
export interface Sdk {
  Uploader: new (parameters: { event: SdkEvent }) => SdkUploader;
  Mappers: new (parameters: { event: SdkEvent }) => SdkMappers;
  emit(parameters: {
    event: SdkEvent;
    eventType: string;
    data: object;
    worker_metadata: object;
  }): Promise<HttpAnswer>;
  installInitialDomainMapping(event: SdkEvent, mapping: object): Promise<void>;
  axiosClient: SdkHttp;
}

/** The event as far as the modules above read it. */
export interface SdkEvent {
  context: { secrets: { service_account_token: string }; snap_in_id: string; snap_in_version_id: string };
  execution_metadata: { devrev_endpoint: string };
  payload: { event_type: string; event_context: Readonly<Record<string, unknown>> };
}

/** An answer as axios gives it. */
export interface HttpAnswer {
  status: number;
  headers: object;
  data: unknown;
}

export interface SdkHttp {
  defaults: object;
  request(config: {
    method: 'GET' | 'POST';
    url: string;
    headers?: Record<string, string>;
    params?: Record<string, string>;
    data?: unknown;
    responseType?: 'arraybuffer' | 'stream';
    decompress?: boolean;
    maxContentLength?: number;
    maxRedirects?: number;
    validateStatus?: (status: number) => boolean;
  }): Promise<HttpAnswer>;
}

/** Calls of the uploader never reject: what went wrong is in `error`. */
export interface SdkUploader {
  getArtifactUploadUrl(
    fileName: string,
    fileType: string,
    fileSize: number,
  ): Promise<{ response?: unknown; error?: unknown }>;
  confirmArtifactUpload(artifactId: string): Promise<{ response?: HttpAnswer; error?: unknown }>;
}

export interface SdkMappers {
  getByTargetId(parameters: { sync_unit: string; target: string }): Promise<HttpAnswer>;
  getByExternalId(parameters: {
    sync_unit: string;
    external_id: string;
    target_type: string;
  }): Promise<HttpAnswer>;
  create(parameters: object): Promise<HttpAnswer>;
  update(parameters: object): Promise<HttpAnswer>;
}

/** Where the SDK keeps what its main module does not offer. */
const modules = {
  Uploader: 'dist/uploader/uploader',
  Mappers: 'dist/mappers/mappers',
  emit: 'dist/common/control-protocol',
  installInitialDomainMapping: 'dist/common/install-initial-domain-mapping',
  axiosClient: 'dist/http/axios-client-internal',
} as const satisfies Record<keyof Sdk, string>;

/**
 * Loads the SDK that is installed beside a file, and leaves the attempts to core: the SDK's own send a body again that
 * was read already, and print the request that failed with its credential.
 * @throws PlatformError when it is not there, or keeps its modules elsewhere
 */
export function loadSdk(besideUrl: string): Sdk {
  const load = createRequire(besideUrl);
  const found: Partial<Record<keyof Sdk, unknown>> = {};
  for (const [name, module] of Object.entries(modules) as [keyof Sdk, string][]) {
    try {
      found[name] = load(`@devrev/ts-adaas/${module}.js`)[name];
    } catch (cause) {
      throw unusable(module, cause);
    }
    if (found[name] === undefined) throw unusable(module);
  }
  const sdk = found as unknown as Sdk;
  Object.assign(sdk.axiosClient.defaults, {
    'axios-retry': { retries: 0, onMaxRetryTimesExceeded: () => undefined },
  });
  silenceConsole();
  return sdk;
}

/**
 * The SDK prints events and answers over many lines. What happened is in core's log, one JSON object per line, and
 * nobody else in this process uses the console.
 */
function silenceConsole(): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = () => undefined;
}

function unusable(module: string, cause?: unknown): PlatformError {
  return new PlatformError(
    `The snap-in runs on @devrev/ts-adaas, whose module ${module} cannot be loaded. Nothing was synced. Install version 1.20 of it, or package the connector without --runtime ts-adaas.`,
    { code: 'sdk_unusable', ...(cause !== undefined && { cause }) },
  );
}
