import type { SortedPlace } from '../../order/sorted-places.js';
import type { AdfDocument } from './adf-zoo.js';
import type { Catalogue, IssueType, LinkType, Priority, Resolution, Status } from './catalogue.js';
import type { Field } from './field-model.js';
import type { ProjectDefinition } from './projects.js';
import type { Timeline } from './timeline.js';
import type { User, UserDirectory } from './users.js';

/** The whole site. Only what differs from the generated content is held in memory. */
export interface World {
  readonly seed: number;
  readonly now: () => number;
  /** How long the search does not know what was changed, milliseconds. */
  readonly indexLagMs: number;
  readonly catalogue: Catalogue;
  /** What administrators changed after the start. */
  readonly drift: Drift;
  readonly users: UserDirectory;
  /** Replaced as a whole when an administrator changes them. */
  fields: readonly Field[];
  readonly projects: readonly ProjectWorld[];
  /** Origin people see in their browser, known once the server listens. */
  readonly siteUrl: () => string;
  readonly maxAttachmentBytes: number;
  /** Files per issue on average; undefined for the usual spread around half a file. */
  readonly attachmentShare: number | undefined;
  /** Whether boards of another project are listed for the first one, too. */
  readonly hasSharedBoards: boolean;
  /** Whether some files are lost and the size of some is told wrongly. */
  readonly hasOddFiles: boolean;
  /** Files added by changes, whose ids cannot be computed back to their issue. */
  readonly addedFiles: Map<string, AddedFileAddress>;
  /** What was deleted, oldest first. */
  readonly deletedWorklogs: { id: string; at: number; issueId: string }[];
  readonly deletedFiles: { id: string; at: number }[];
  readonly deletedIssues: { key: string; at: number }[];
  /** Links that came over the API. */
  readonly writtenLinks: WrittenLink[];
  /** What came over the API, by kind and id, with the number of writes. */
  readonly written: Map<string, { kind: string; id: string; isNew: boolean; writes: number }>;
  /** Ids handed out to comments, attachments, worklogs and history entries made by changes. */
  readonly sequence: {
    comment: number;
    attachment: number;
    history: number;
    worklog: number;
    link: number;
  };
}

/** Between two issues of one project, by their positions there. */
export interface WrittenLink {
  id: string;
  project: ProjectWorld;
  type: LinkType;
  outwardFrom: number;
  inwardTo: number;
}

/** What an option has put into the first issue of a project instead of what would be drawn. */
export interface FirstIssue {
  /** Number of comments. */
  comments?: number;
  /** Number of entries in its change history. */
  histories?: number;
  files?: readonly Partial<Attachment>[];
}

export interface Drift {
  /** In every workflow of the first project, but on no issue unless it was put there. */
  status?: Status;
  /** No longer among the priorities; issues that had it have the replacement. */
  deprecated?: { priority: Priority; replacement: Priority };
}

export interface ProjectWorld {
  /** Replaced as a whole when the project is renamed. */
  definition: ProjectDefinition;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly first: FirstIssue;
  /** Comments per issue on average; undefined for the usual spread around two. */
  readonly commentsPerIssue: number | undefined;
  /** Changed issues by index, created ones included. */
  readonly overrides: Map<number, IssueOverride>;
  /** Indexes of changed issues by (updated, number), as far as the search knows of the change. */
  readonly touched: SortedPlace[];
  /** The same by index. */
  readonly indexed: Map<number, number>;
  /** Changes the search does not know yet, oldest first. */
  unindexed: readonly { index: number; updatedAt: number; visibleAt: number }[];
  /** Issues created after the start in the order of their creation time; the n-th made has index `size + n`. */
  readonly created: SortedPlace[];
  /** Indexes of issues that were made here and that nobody finds here any more: moved away, or hidden. */
  readonly displaced: Set<number>;
  /** Indexes of issues that the account of the token may not see, though it may see the project. */
  readonly hidden: Set<number>;
  /** Issues that were made in another project and moved here. */
  readonly arrivals: Arrival[];
}

export interface Arrival {
  /** Where it was made, and which of the issues there it is. */
  project: ProjectWorld;
  index: number;
  /** In its key. */
  number: number;
}

export interface IssueOverride {
  /** Milliseconds since the epoch. */
  updatedAt: number;
  /** Present on issues that were created after the start. */
  createdAt?: number;
  summarySeed?: number;
  descriptionSeed?: number;
  status?: { status: Status; changedAt: number };
  comments: AddedComment[];
  /** Edits of generated comments by their position. */
  commentEdits: Map<number, { at: number; seed: number; written?: WrittenComment }>;
  files: AddedFile[];
  worklogs: AddedWorklog[];
  /** Ids of worklogs and files that are gone. */
  deleted: Set<string>;
  histories: History[];
  /** What came over the API. */
  written?: WrittenIssue;
  /** Where the issue is now, when it was moved. */
  moved?: { home: ProjectWorld; number: number; type: IssueType };
}

/** What of an issue came over the API, instead of what would be drawn. */
export interface WrittenIssue {
  /** Type of an issue that was made over the API, of which nothing is drawn. */
  made?: IssueType;
  /** By field id, in the form Jira takes values in, checked; null for what was emptied. */
  values: Map<string, unknown>;
  /** What programs keep with it. */
  properties: Map<string, unknown>;
  /** Links to pages elsewhere, by their global id. */
  remoteLinks: Map<string, RemoteLink>;
}

/** To a page elsewhere. */
export interface RemoteLink {
  id: number;
  /** By which a link that was sent is known. */
  globalId?: string;
  url: string;
  title: string;
  application?: string;
  relationship?: string;
}

export interface AddedComment {
  id: string;
  at: number;
  seed: number;
  /** What it says since it came or was changed over the API. */
  written?: WrittenComment;
  /** Made over the API by the account of the token. */
  isOwn?: true;
}

/** What somebody has sent as a comment, and who and when. */
export interface WrittenComment {
  body: AdfDocument;
  author: User;
  at: number;
  visibility: Comment['visibility'];
  public: boolean;
  properties: readonly { key: string; value: unknown }[];
}

export interface AddedFile {
  id: string;
  at: number;
  seed: number;
  /** What came over the API, from the account of the token. */
  sent?: { filename: string; mimeType: string; content: Uint8Array };
}

export interface AddedWorklog {
  id: string;
  at: number;
  seed: number;
}

export interface AddedFileAddress {
  project: ProjectWorld;
  index: number;
}

/** One issue as it stands now. Text, comments and files are read by functions of their own, when needed. */
export interface Issue {
  /** Where it was made, which decides on its contents. */
  project: ProjectWorld;
  /** Where it is. */
  home: ProjectWorld;
  index: number;
  number: number;
  id: string;
  key: string;
  type: IssueType;
  status: Status;
  statusChangedAt: number;
  resolution: Resolution | null;
  priority: Priority | null;
  creator: User;
  reporter: User | null;
  assignee: User | null;
  createdAt: number;
  updatedAt: number;
  parentIndex: number | undefined;
  override: IssueOverride | undefined;
}

export interface Comment {
  id: string;
  author: User | undefined;
  updateAuthor: User | undefined;
  createdAt: number;
  updatedAt: number;
  bodySeed: number;
  /** Instead of the one that would be drawn. */
  body?: AdfDocument;
  properties?: WrittenComment['properties'];
  visibility: { type: 'role' | 'group'; value: string; identifier: string } | undefined;
  public: boolean;
}

export interface Attachment {
  id: string;
  issueId: string;
  filename: string;
  author: User | undefined;
  createdAt: number;
  /** Of the content. */
  bytes: number;
  /** What the issue says of it, where that is wrong. */
  toldBytes?: number;
  /** The issue lists it, but there is no content any more. */
  isLost?: true;
  mimeType: string;
  mediaUuid: string;
  contentSeed: number;
  /** Instead of what would be drawn. */
  content?: Uint8Array;
}

export interface Worklog {
  id: string;
  issueId: string;
  author: User | undefined;
  createdAt: number;
  updatedAt: number;
  /** When the work began, which may be long before it was logged. */
  startedAt: number;
  seconds: number;
  seed: number;
}

export interface History {
  id: string;
  author: User | undefined;
  at: number;
  items: HistoryItem[];
}

export interface HistoryItem {
  field: string;
  fieldtype: 'jira' | 'custom';
  /** Absent on pseudo-fields such as `Link`. */
  fieldId?: string;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}
