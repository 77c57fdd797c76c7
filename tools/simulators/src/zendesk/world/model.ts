import type { SortedPlace } from '../../order/sorted-places.js';
import type { Catalogue, CustomStatus, TicketField } from './catalogue.js';
import type { TicketFile } from './file.js';
import type { Knowledge } from './knowledge.js';
import type { Lists } from './lists.js';
import type { Oddities } from './oddities.js';
import type { People, User } from './people.js';
import type { Timeline } from './timeline.js';

/** One Zendesk account. Only what differs from the generated content is held in memory. */
export interface World {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly timeline: Timeline;
  readonly people: People;
  /** Replaced as a whole when an administrator changes it. */
  catalogue: Catalogue;
  isDrifted: boolean;
  readonly lists: Lists;
  readonly knowledge: Knowledge;
  readonly first: FirstTicket;
  readonly oddities: Oddities;
  /** Files per ticket on average; undefined for the usual spread around half a file. */
  readonly attachmentShare: number | undefined;
  /** Comments per ticket on average, its description not counted; undefined for about two. */
  readonly commentsPerTicket: number | undefined;
  readonly overrides: Map<number, TicketOverride>;
  /** Indexes of changed tickets by (second of the change, index). */
  readonly touched: SortedPlace[];
  /** Number of tickets created after the start; the n-th has index `size + n`. */
  created: number;
  readonly sequence: { comment: number; attachment: number };
  /** Files added by changes, whose ids cannot be computed back to their ticket. */
  readonly addedFiles: Map<number, number>;
  /** Oldest first, each with the place of its conversation among all. */
  readonly laterSideEvents: { position: number; event: SideEvent }[];
  readonly writing: Writing;
}

/** What came over the API. */
export interface Writing {
  /** Files that were sent, by id; those that hang on no comment yet also by the token a comment takes them with. */
  readonly files: Map<number, TicketFile>;
  /** By token; one is good for three days. */
  readonly uploads: Map<string, { file: TicketFile; at: number }>;
  /** Tickets by the key their creation was sent with, and the body it had. */
  readonly repeats: Map<string, { body: string; index: number; at: number }>;
  /** What was made or changed, in order. */
  readonly ledger: Map<string, { kind: string; id: string; isNew: boolean; writes: number }>;
}

/** What an option has put into the first ticket instead of what would be drawn. */
export interface FirstTicket {
  /** Number of comments, the description not counted. */
  comments?: number;
  files?: readonly { fileName: string; bytes: number }[];
}

export interface TicketOverride {
  /** Second of the change. */
  changedAt: number;
  /** Present on tickets that were created after the start. */
  createdAt?: number;
  subjectSeed?: number;
  status?: CustomStatus;
  isRestored?: boolean;
  comments: AddedComment[];
  /** Positions of comments that were public and are not any more. */
  madePrivate: Set<number>;
  redacted: Set<number>;
  /** Values of custom fields by id. */
  values: Map<number, unknown>;
  /** Set over the API, in place of what would be drawn. */
  written?: WrittenValues;
  /** Present on tickets made over the API: their first comment, in HTML. */
  description?: { html: string; authorId: number; isPublic: boolean };
}

export interface WrittenValues {
  subject?: string;
  priority?: Ticket['priority'];
  type?: Ticket['type'];
  requester?: User;
  assignee?: User | null;
  groupId?: number | null;
  organizationId?: number | null;
  brandId?: number;
  formId?: number | null;
  problemIndex?: number | null;
  isPublic?: boolean;
  isClosed?: boolean;
  tags?: readonly string[];
  externalId?: string | null;
}

export interface AddedComment {
  id: number;
  at: number;
  seed: number;
  /** Id of the file it brings. */
  fileId?: number;
  /** Made private after it was written. */
  isHidden?: true;
  /** Of one that came over the API. */
  written?: {
    html: string;
    authorId: number;
    isPublic: boolean;
    files: readonly TicketFile[];
    /** What its writer has noted beside it. */
    custom: Readonly<Record<string, unknown>>;
  };
}

/** A ticket as it stands now; comments and files are read by functions of their own. Times are seconds. */
export interface Ticket {
  index: number;
  id: number;
  subject: string;
  status: CustomStatus;
  /** Closed for good, which is no custom status. */
  isClosed: boolean;
  isDeleted: boolean;
  /** Deleted for good: nothing of what it said is left. */
  isScrubbed: boolean;
  priority: 'low' | 'normal' | 'high' | 'urgent' | null;
  type: 'question' | 'incident' | 'problem' | 'task' | null;
  requester: User;
  submitter: User;
  assignee: User | null;
  groupId: number | null;
  organizationId: number | null;
  brandId: number;
  /** Only the automated support of Zendesk has worked on it: exports leave it out unless asked for. */
  isOfAiAgent: boolean;
  formId: number | null;
  /** Id of the closed ticket that this one goes on from. */
  followsId: number | null;
  /** Id of the ticket that this one was merged into, which closed it. */
  mergedIntoId: number | null;
  rating: { id: number; score: string; comment: string | null } | null;
  /** Counted and timed by Zendesk; null for one that is deleted. */
  metrics: {
    reopens: number;
    replies: number;
    firstReplyMinutes: number | null;
    solvedAt: number | null;
  } | null;
  /** Index of the problem an incident belongs to. */
  problemIndex: number | null;
  isPublic: boolean;
  /** Before somebody answered in public. */
  wasPublic: boolean;
  tags: readonly string[];
  externalId: string | null;
  channel: string;
  createdAt: number;
  updatedAt: number;
  /** When the row last changed for whatever reason: the order of the export. */
  generatedAt: number;
  override: TicketOverride | undefined;
}

export interface Comment {
  id: number;
  /** −1: the system. */
  authorId: number;
  isPublic: boolean;
  isRedacted: boolean;
  channel: string;
  /** It tells that its ticket was merged into this one. */
  mergedInto?: number;
  /** It was a call. */
  call?: { seconds: number; transcription: string | null };
  createdAt: number;
  seed: number;
  /** What it says, where that is not drawn. */
  html?: string;
  /** What its writer has noted beside it. */
  custom?: Readonly<Record<string, unknown>>;
  files: readonly TicketFile[];
}

export type FieldValues = readonly { field: TicketField; value: unknown }[];

/** Something that happened in a side conversation. */
export interface SideEvent {
  id: string;
  /** `update`: it was closed, which is no message. */
  type: 'create' | 'reply' | 'update';
  html: string;
  at: number;
}
