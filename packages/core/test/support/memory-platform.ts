import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { PlatformError } from '../../src/errors.js';
import type { MapperRecord } from '../../src/platform/mapper-records.js';
import type { PlatformPort } from '../../src/platform/platform-port.js';
import type { ArtifactDescriptor, PhaseReply } from '../../src/protocol/reply.js';

/** What happens to one call: refused before it is carried out, carried out but its answer lost, or the process dies. */
export type Trouble = 'none' | 'refused' | 'answer lost' | 'dies before' | 'dies after';
export type Operation = Exclude<keyof PlatformPort, 'installMapping'> | 'external system';

/** The platform at its port, in memory. It outlives the processes that talk to it. */
export interface MemoryPlatform {
  /** The saved state document, as the next process will read it. */
  state: string | undefined;
  objects: string | undefined;
  /** Everything uploaded and confirmed, also what no reply has listed. */
  artifacts: Map<string, { itemType: string; body: Buffer }>;
  files: Map<string, { fileName: string; content: Buffer }>;
  /** Replies that the platform accepted. */
  replies: PhaseReply[];
  operations: Operation[];
  /** Links between objects of DevRev and of the external system, by DevRev id. */
  links: Map<string, MapperRecord>;
  /** Versions of external objects that the platform takes for its own, as `<external id> <date>`. */
  ownVersions: string[];
  /** A port for one process; `died` resolves when a call kills it, and nothing it does later has any effect. */
  process(trouble?: (operation: Operation) => Trouble): {
    port: PlatformPort;
    /** A call to the external system by the same process, which may die of it. */
    external: <Result>(effect: () => Result | Promise<Result>) => Promise<Result>;
    died: Promise<'died'>;
  };
  /** Records of one item type in artifacts that accepted replies listed. */
  accepted(itemType: string): Record<string, unknown>[];
}

export function createMemoryPlatform(): MemoryPlatform {
  let nextId = 1;
  const platform: MemoryPlatform = {
    state: undefined,
    objects: undefined,
    artifacts: new Map(),
    files: new Map(),
    replies: [],
    operations: [],
    links: new Map(),
    ownVersions: [],
    process(trouble = () => 'none') {
      let isDead = false;
      let die: (value: 'died') => void = () => {};
      const died = new Promise<'died'>((resolve) => {
        die = resolve;
      });
      const forever = new Promise<never>(() => {});
      async function call<Result>(
        operation: Operation,
        effect: () => Result | Promise<Result>,
      ): Promise<Result> {
        if (isDead) return forever;
        platform.operations.push(operation);
        const chosen = trouble(operation);
        if (chosen === 'refused') throw new PlatformError(`${operation} was refused`);
        const result = chosen === 'dies before' ? undefined : { value: await effect() };
        if (isDead) return forever;
        if (chosen === 'dies before' || chosen === 'dies after') {
          isDead = true;
          die('died');
          return forever;
        }
        if (chosen === 'answer lost' || !result)
          throw new PlatformError(`the answer of ${operation} was lost`);
        return result.value;
      }
      const newId = (kind: string) => `${kind}-${nextId++}`;
      const port: PlatformPort = {
        stateForm: 'envelope',
        readState: () => call('readState', () => ({ state: platform.state, objects: platform.objects })),
        writeState: (state) =>
          call('writeState', () => {
            platform.state = state;
          }),
        uploadArtifact: ({ fileName, body }) =>
          call('uploadArtifact', () => {
            const id = newId('artifact');
            platform.artifacts.set(id, { itemType: fileName.replace(/\.jsonl\.gz$/, ''), body });
            return id;
          }),
        uploadFile: ({ fileName, open }) =>
          call('uploadFile', async () => {
            const chunks: Buffer[] = [];
            for await (const chunk of (await open()) as AsyncIterable<Buffer>) chunks.push(chunk);
            const id = newId('file');
            platform.files.set(id, { fileName, content: Buffer.concat(chunks) });
            return id;
          }),
        downloadArtifact: (id) =>
          call('downloadArtifact', () => {
            const artifact = platform.artifacts.get(id);
            if (!artifact) throw new PlatformError(`there is no artifact ${id}`);
            return Readable.from([artifact.body]);
          }),
        openFile: (url) => call('openFile', () => Readable.from([Buffer.from(`content of ${url}`)])),
        findLink: (devrevId) => call('findLink', () => platform.links.get(devrevId)),
        isLinked: (externalId) =>
          call('isLinked', () =>
            [...platform.links.values()].some(({ externalIds }) => externalIds.includes(externalId)),
          ),
        createLink: ({ devrevId, externalId, extraData, modifiedDate }) =>
          call('createLink', () => {
            platform.links.set(devrevId, { id: `link ${devrevId}`, externalIds: [externalId], extraData });
            if (modifiedDate !== undefined) platform.ownVersions.push(`${externalId} ${modifiedDate}`);
          }),
        updateLink: (record, { devrevId, externalId, extraData = record.extraData, modifiedDate }) =>
          call('updateLink', () => {
            platform.links.set(devrevId, { ...record, extraData });
            if (modifiedDate !== undefined) platform.ownVersions.push(`${externalId} ${modifiedDate}`);
          }),
        installMapping: async () => {},
        reply: (reply) =>
          call('reply', () => {
            platform.replies.push(reply);
          }),
      };
      return { port, died, external: (effect) => call('external system', effect) };
    },
    accepted(itemType) {
      const listed = new Map<string, ArtifactDescriptor>();
      for (const { artifacts = [], eventType } of platform.replies) {
        // Nobody has confirmed that the platform takes in what these replies list.
        if (/_(DELAYED|ERROR)$/.test(eventType)) continue;
        for (const artifact of artifacts) listed.set(artifact.id, artifact);
      }
      return [...listed.values()]
        .filter(({ item_type }) => item_type === itemType)
        .flatMap(({ id }) => recordsOf(platform, id));
    },
  };
  return platform;
}

/** Unpacking the same artifact again and again would take most of the time of a random test. */
const unpacked = new WeakMap<Buffer, Record<string, unknown>[]>();

export function recordsOf(platform: MemoryPlatform, artifactId: string): Record<string, unknown>[] {
  const body = platform.artifacts.get(artifactId)?.body;
  if (!body) throw new Error(`no artifact ${artifactId}`);
  const known = unpacked.get(body);
  if (known) return known;
  const lines = gunzipSync(body).toString('utf8').split('\n');
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  unpacked.set(body, records);
  return records;
}
