import {
  bool,
  enumOf,
  int,
  permission,
  recordType,
  reference,
  richText,
  text,
} from '@airdrop-connectors/core';
import {
  articleLabelsTarget,
  articlesTarget,
  categoriesTarget,
  groupsTarget,
  peopleTargets,
  permissionGroupsTarget,
  sectionsTarget,
  segmentsTarget,
} from './record-names.js';

/** Who may read: all signed-in users, all agents, or those whom the conditions fit. */
export const userSegments = recordType(segmentsTarget.key, 'User segment', {
  name: text('Name'),
  description: richText('Description').optional(),
  groups: reference('Groups', groupsTarget).list(),
});

/** People a segment names one by one. */
export const userSegmentMembers = recordType('user_segment_members', 'User segment member', {
  segment: reference('User segment', segmentsTarget, { parent: true }),
  member: reference('Member', peopleTargets),
});

/** Who may edit and publish. */
export const permissionGroups = recordType(permissionGroupsTarget.key, 'Permission group', {
  name: text('Name'),
  description: richText('Description').optional(),
  segments: reference('User segments', segmentsTarget).list(),
});

export const categories = recordType(categoriesTarget.key, 'Category', {
  title: text('Title'),
  description: text('Description').optional(),
  language: text('Language').optional(),
});

export const sections = recordType(sectionsTarget.key, 'Section', {
  title: text('Title'),
  description: text('Description').optional(),
  language: text('Language').optional(),
  /** The section it lies in, or else its category. */
  parent: reference('Parent', [categoriesTarget, sectionsTarget]),
});

/** One record for each language of an article. */
export const articles = recordType(articlesTarget.key, 'Article', {
  title: text('Title'),
  body: richText('Body').optional(),
  locale: text('Language'),
  article: text('Article').described('Number of the article, the same in all languages.').readOnly(),
  status: enumOf('Status', { draft: 'Draft', published: 'Published' }),
  /** Internal is everything that not everybody may read. */
  scope: enumOf('Scope', { internal: 'Internal', external: 'External' }),
  section: reference('Section', sectionsTarget).optional(),
  author: reference('Author', peopleTargets).optional(),
  segments: reference('User segments', segmentsTarget).list(),
  permission_group: reference('Permission group', permissionGroupsTarget).optional(),
  shared_with: permission('Shared with', [segmentsTarget, permissionGroupsTarget], {
    viewer: 'Reads',
    editor: 'Edits',
  }).list(),
  labels: reference('Labels', articleLabelsTarget).list(),
  promoted: bool('Promoted'),
  upvotes: int('Votes for'),
  downvotes: int('Votes against'),
  item_url_field: text('Link to Zendesk').optional().readOnly(),
});

/** A word that articles are found by. */
export const articleLabels = recordType(articleLabelsTarget.key, 'Article label', { name: text('Name') });

export const articleComments = recordType('article_comments', 'Article comment', {
  title: text('Title'),
  body: richText('Body').optional(),
  article: reference('Article', articlesTarget, { parent: true }),
  author: reference('Author', peopleTargets).optional(),
});

export const knowledgeRecordTypes = [
  userSegments,
  userSegmentMembers,
  permissionGroups,
  categories,
  sections,
  articles,
  articleLabels,
  articleComments,
];
