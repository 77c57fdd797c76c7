import type { Simulator, SimulatorOptions, Visibility } from '@airdrop-connectors/simulators';
import type { Proof } from './failure-table.js';

/** What the cases must know about an external system to ask about its data. */
export interface ContractShape {
  /** Request that pages through root objects, as the simulator counts it: `POST /rest/api/3/search/jql`. */
  rootPages: string;
  /** Request that an increment finds changed root objects with, where a first run pages through them by another one. */
  changedRoots?: string;
  /** Kind of root objects in the simulator's truth: `issue`. */
  rootKind: string;
  /**
   * Id of the record that an entry of a root page becomes, from the `id` of the entry; left out where it is the same.
   * An entry that has lost everything but its `id` is named by that.
   */
  rootRecordId?: (id: string) => string;
  /** Per kind of truth object: its field → field of the delivered record, in words both sides spell the same. */
  fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Per item type that can be switched off: the requests nothing else needs, as the simulator counts them. */
  endpointsOf: Readonly<Record<string, readonly string[]>>;
  /** Requests that several item types share, so that switching one of them off does not save them. */
  shared?: readonly string[];
  /** Requests about how the system is configured, whose number does not grow with what it holds. */
  catalogue: readonly string[];
  /** Kinds of connections beside the usual one, by name, with the settings of the simulator that make it so. */
  connections?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * What the connector brings on request: options of the snap-in that ask for all of it, settings of the simulator that
   * make it visible, and item types that have to arrive then.
   */
  onRequest?: {
    settings: Readonly<Record<string, string>>;
    simulator: Readonly<Record<string, unknown>>;
    itemTypes: readonly string[];
    /** Those that only a later run can bring: what was deleted in between. */
    itemTypesLater: readonly string[];
  };
  /** Name of the limits its simulator plays when calls and time are measured. */
  limits: string;
  /** Item types that references may miss, because the source hides some of them: people, as a rule. */
  openReferences: readonly string[];
  /**
   * Item types that several streams deliver beside each other, so that their records come in the order in which these
   * streams are answered: files of whatever brings files.
   */
  interleaved?: readonly string[];
  /**
   * Calls after which a wrong credential is known to be wrong; 1 unless the source takes credentials at several places
   * and does not say where this one belongs.
   */
  callsWithWrongCredential?: number;
  /**
   * Roots of the world that is killed at every boundary of its run, when not 300: fewer where each root costs requests
   * of its own, so that boundaries stay a few hundred.
   */
  killedRoots?: number;
  /**
   * True where the positions of root pages are ids of records, or something else that never expires: a walk is not
   * expected to begin a new query after a long time.
   */
  lastingPositions?: true;
  /**
   * True where one answer holds all root objects: nothing can happen between two of their pages, what fails is that
   * answer, so that none of them is held then, and the same answer again is no sign of an endless walk.
   */
  rootsAtOnce?: true;
  /**
   * Settings of the simulator under which it shows a change only so many seconds later. Left out where the source
   * shows changes at once.
   */
  lateChanges?: { simulator: Readonly<Record<string, unknown>>; seconds: number };
  /** Left out where the connector only reads. */
  writing?: {
    /** World and edits of the reverse run that is killed at every boundary, of which there must be 500. */
    killed?: { roots: number; edits: number };
    /** Codes under which items are named that the source takes from nobody, such as changes of what is closed for good. */
    declined?: readonly string[];
    /**
     * How long lists of what can be written rest between two increments that read them: so much time is made to pass
     * before each of them.
     */
    restSeconds?: number;
    /** Limits under which speed is measured, where those of the shape allow so few writes that one lane uses them up. */
    limits?: string;
  };
  /** Left out where the source shows everything to everybody who may use it. */
  visibility?: VisibleRecords;
}

/** Records that not everybody may see who sees the object they belong to. */
export interface VisibleRecords {
  /** Their kind in the simulator's truth: `comment`. */
  kind: string;
  /** Field of the delivered record that says who may see it. */
  field: string;
  /** What its values mean; any other counts as public. */
  values: Readonly<Record<string, Visibility>>;
}

/** What the suite is run on. */
export interface ContractSubject {
  /** Cases about data need it; see `shapeOf`. */
  shape?: ContractShape;
  system: string;
  bundlePath: string;
  /** The connector alone, built with core left outside, for runs on virtual time. */
  connectorPath: string;
  idleIncrementCalls: number;
  /** Starts the external system where it has no simulator of its own, such as that of a toy. */
  createSimulator?: (options: SimulatorOptions) => Promise<Simulator>;
}

/** One named promise; `run` throws when it is broken. */
export interface ContractCase {
  /** Stable id, referred to when a case is skipped and by the proof that the suite bites. */
  id: string;
  group: string;
  title: string;
  timeoutMs?: number;
  /** Only for connectors whose shape has this; the others do not do what it is about. */
  needs?: 'writing' | 'lateChanges';
  /** Other cases run beside this one unless it says so: it measures real time, or has lanes of its own. */
  alone?: true;
  /** Cells of core's table of failures this case proves. */
  proves?: readonly Proof[];
  run: (subject: ContractSubject) => Promise<void>;
}

/** @throws Error when the subject does not say what its data looks like */
export function shapeOf({ system, shape }: ContractSubject): ContractShape {
  if (shape !== undefined) return shape;
  throw new Error(`This case needs to know the data of "${system}". Pass shape to connectorContract.`);
}

/** Number of the root page at which something is to happen: the only one where one answer holds all root objects. */
export function rootPageUpTo(subject: ContractSubject, page: number): number {
  return shapeOf(subject).rootsAtOnce ? 1 : page;
}
