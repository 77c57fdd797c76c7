import { createDrawStream, salt } from '../../random/draw.js';
import type { Catalogue } from './catalogue.js';
import { makeFile, type TicketFile } from './file.js';
import type { Oddities } from './oddities.js';
import type { People } from './people.js';

/** The Help Centers of the account, as many articles whatever the number of tickets. Times are seconds. */
export interface Knowledge {
  readonly segments: readonly Segment[];
  readonly permissionGroups: readonly PermissionGroup[];
  readonly centers: readonly HelpCenter[];
}

export interface HelpCenter {
  brandId: number;
  categories: readonly Directory[];
  sections: readonly (Directory & { categoryId: number; parentSectionId: number | null })[];
  articles: readonly Article[];
}

export interface Directory {
  id: number;
  name: string;
  description: string;
  position: number;
  updatedAt: number;
}

export interface Segment {
  id: number;
  name: string;
  userType: 'signed_in_users' | 'staff';
  isBuiltIn: boolean;
  groupIds: readonly number[];
  addedUserIds: readonly number[];
  tags: readonly string[];
}

export interface PermissionGroup {
  id: number;
  name: string;
  edit: readonly number[];
  publish: readonly number[];
}

export interface Article {
  id: number;
  sectionId: number;
  authorId: number;
  segmentId: number | null;
  permissionGroupId: number;
  labels: readonly string[];
  isPromoted: boolean;
  position: number;
  createdAt: number;
  updatedAt: number;
  votes: readonly [up: number, down: number];
  isOpenForComments: boolean;
  translations: readonly Translation[];
  files: readonly TicketFile[];
  comments: readonly ArticleComment[];
  /** Of a segment the connection does not belong to. */
  isHidden: boolean;
  isArchived: boolean;
}

export interface Translation {
  id: number;
  locale: string;
  title: string;
  isDraft: boolean;
  /** Body, with the addresses of the account it is shown in. */
  html(origin: string): string;
  updatedAt: number;
}

export interface ArticleComment {
  id: number;
  authorId: number;
  html: string;
  createdAt: number;
}

const ARTICLES = salt('articles');
const FIRST_ID = 46_408_000_000_000;
const ROOM = 1_000_000;
const WRITTEN = Date.UTC(2022, 5, 1) / 1000;
const ARTICLES_PER_CENTER = 6;
const FIRST_ARTICLE_FILE_ID = 51_000_000_000_000;

interface KnowledgeOptions {
  people: People;
  catalogue: Catalogue;
  oddities: Oddities;
  /** False: nothing in the account has a file. */
  withFiles: boolean;
}

export function createKnowledge(
  seed: number,
  { people, catalogue, oddities, withFiles }: KnowledgeOptions,
): Knowledge {
  const segments = segmentsOf(people);
  const permissionGroups = [
    { id: FIRST_ID + 100, name: 'Managers', edit: [FIRST_ID], publish: [FIRST_ID] },
    { id: FIRST_ID + 116, name: 'Writers', edit: [FIRST_ID, FIRST_ID + 32], publish: [] },
  ];
  const brands = catalogue.brands.filter(({ hasHelpCenter }) => hasHelpCenter);
  return {
    segments,
    permissionGroups,
    centers: brands.map(({ id }, center) => {
      const idOf = (kind: number, position: number) =>
        FIRST_ID + (1 + center) * 10 * ROOM + kind * ROOM + position * 16;
      const directory = (kind: number, position: number, name: string): Directory => ({
        id: idOf(kind, position),
        name,
        description: position === 0 ? '' : `All about ${name}`,
        // Negative ones occur.
        position: position - 1,
        updatedAt: WRITTEN + position * 60,
      });
      const categories = ['General', 'Repairs & spare parts'].map((name, index) => directory(1, index, name));
      const sections = ['Orders', 'Returns', 'Refunds abroad'].map((name, index) => ({
        ...directory(2, index, name),
        categoryId: idOf(1, index % 2),
        // The last one lies in another section.
        parentSectionId: index === 2 ? idOf(2, 1) : null,
      }));
      const articles = Array.from({ length: ARTICLES_PER_CENTER }, (_, index): Article => {
        const stream = createDrawStream(seed, ARTICLES, center, index);
        const id = idOf(3, index);
        const updatedAt = WRITTEN + 86_400 + index * 3_600;
        const files = withFiles && index % 4 === 0 ? filesOf(center, index, seed) : [];
        return {
          id,
          sectionId: sections[index % sections.length]?.id ?? 0,
          // Some were written by people who are gone for good.
          authorId: index % 6 === 5 ? (people.endUsers[11]?.id ?? 0) : stream.pick(people.agents).id,
          segmentId: index % 3 === 0 ? null : (segments[index % segments.length]?.id ?? null),
          permissionGroupId: permissionGroups[index % 2]?.id ?? 0,
          labels: index % 2 === 0 ? ['how-to', 'größe'] : [],
          isPromoted: index === 1,
          position: index % 5,
          createdAt: WRITTEN + index * 60,
          updatedAt,
          votes: [stream.below(20), stream.below(5)],
          isOpenForComments: index % 2 === 0,
          translations: ['en-us', ...(index % 3 === 0 ? ['sl'] : [])].map((locale, position) => ({
            id: idOf(4, index * 4 + position),
            locale,
            title:
              position === 0
                ? `How to return a lamp, part ${index + 1}`
                : `Vračilo svetilke, ${index + 1}. del`,
            isDraft: index % 5 === 4 || (position === 1 && index === 3),
            html: (origin) => bodyHtml(origin, idOf(3, (index + 1) % ARTICLES_PER_CENTER), files),
            updatedAt,
          })),
          isHidden: oddities.has('hidden articles') && index % 6 === 2,
          isArchived: false,
          files,
          comments:
            index % 4 === 0
              ? [0, 1].map((number) => ({
                  id: idOf(5, index * 4 + number),
                  authorId: stream.pick(people.endUsers).id,
                  html: `<p>It <em>helped</em>, part ${number}.</p>`,
                  createdAt: updatedAt - 60 + number,
                }))
              : [],
        };
      });
      return { brandId: id, categories, sections, articles };
    }),
  };
}

function segmentsOf(people: People): Segment[] {
  const plain = { groupIds: [], addedUserIds: [], tags: [] };
  return [
    { id: FIRST_ID, name: 'Agents and admins', userType: 'staff', isBuiltIn: true, ...plain },
    { id: FIRST_ID + 16, name: 'Signed-in users', userType: 'signed_in_users', isBuiltIn: true, ...plain },
    {
      id: FIRST_ID + 32,
      name: 'Tier 2 and friends',
      userType: 'staff',
      isBuiltIn: false,
      groupIds: people.groups.slice(2, 3).map(({ id }) => id),
      addedUserIds: people.agents.slice(1, 3).map(({ id }) => id),
      tags: ['vip'],
    },
  ];
}

function filesOf(center: number, index: number, seed: number): TicketFile[] {
  const first = FIRST_ARTICLE_FILE_ID + center * 1_000 + index * 8;
  return [0, 1].map((number) => ({
    ...makeFile(first + number, -1, seed + index * 8 + number),
    fileName: number === 0 ? 'drawing.png' : 'manual.pdf',
    contentType: number === 0 ? 'image/png' : 'application/pdf',
    bytes: 400 + index * 10 + number,
    isInline: number === 0,
  }));
}

/** Links in several of the spellings that occur, a picture, a film, an anchor. */
function bodyHtml(origin: string, otherId: number, files: readonly TicketFile[]): string {
  const picture = files.find(({ isInline }) => isInline);
  return [
    '<h2 id="begin">Before you <strong>begin</strong></h2>',
    `<p>See <a href="${origin}/hc/en-us/articles/${otherId}-How-to-return#begin">the next part</a>,`,
    `<a href="/hc/articles/${otherId}">by number</a> or <a href="https://elsewhere.example/hc/en-us/articles/1">`,
    'somewhere else</a>.</p>',
    picture === undefined ? '' : `<p><img src="/hc/article_attachments/${picture.id}" alt="drawing"></p>`,
    '<iframe src="https://films.example/embed/1" title="Film"></iframe>',
  ].join('');
}

/** File of an article by id; undefined for one that does not exist. */
export function articleFile({ centers }: Knowledge, id: number): TicketFile | undefined {
  return centers
    .flatMap(shownArticles)
    .flatMap(({ files }) => files)
    .find((file) => file.id === id);
}

/** Articles the connection is shown. */
export function shownArticles({ articles }: HelpCenter): readonly Article[] {
  return articles.filter(({ isHidden, isArchived }) => !isHidden && !isArchived);
}
