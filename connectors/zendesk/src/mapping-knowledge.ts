import {
  chosenRecords,
  firstOf,
  fixedBool,
  fixedEnum,
  from,
  mapTo,
  mapToCustomObject,
} from '@airdrop-connectors/core';
import * as types from './record-types-knowledge.js';

const segment = from(types.userSegments);
const segmentMember = from(types.userSegmentMembers);
const permissionGroup = from(types.permissionGroups);
const category = from(types.categories);
const section = from(types.sections);
const article = from(types.articles);
const label = from(types.articleLabels);
const comment = from(types.articleComments);

const toSegmentGroup = mapTo(segment, 'group', {
  name: segment.directly('name', { fallback: 'Unnamed user segment' }),
  description: segment.richText('description', { fallback: '(no description)' }),
  includes: segment.directly('groups'),
});

const toSegmentMember = mapTo(segmentMember, 'object_member', {
  object_id: segmentMember.directly('segment'),
  member_id: segmentMember.directly('member'),
  target_object_type: fixedEnum('group'),
});

const toEditorGroup = mapTo(permissionGroup, 'group', {
  name: permissionGroup.directly('name', { fallback: 'Unnamed permission group' }),
  description: permissionGroup.richText('description', { fallback: '(no description)' }),
  includes: permissionGroup.directly('segments'),
});

const toTopDirectory = mapTo(category, 'directory', {
  title: category.directly('title', { fallback: 'Untitled category' }),
  description: category.directly('description'),
  language: category.directly('language'),
  published: fixedBool(true),
});

const toDirectory = mapTo(section, 'directory', {
  title: section.directly('title', { fallback: 'Untitled section' }),
  description: section.directly('description'),
  language: section.directly('language'),
  parent: section.directly('parent'),
  published: fixedBool(true),
});

/** Languages of an article are articles of one translation group. */
const toArticle = mapTo(article, 'article', {
  title: article.directly('title', { fallback: 'Untitled article' }),
  description: article.richText('body'),
  owned_by_ids: firstOf(article.asList('author'), chosenRecords('devu')),
  authored_by_ids: article.asList('author'),
  created_by_id: article.directly('author'),
  language: article.directly('locale'),
  external_translation_group: article.directly('article'),
  parent: article.directly('section'),
  status: article.enumValue('status', { draft: 'draft', published: 'published' }, { fallback: 'draft' }),
  // DevRev numbers them: 1 is for the organisation, 2 for customers as well.
  scope: article.enumValue('scope', { internal: '1', external: '2' }, { fallback: '1' }),
  shared_with: article.roles('shared_with', { viewer: 'viewer', editor: 'editor' }),
  tags: article.directly('labels'),
  num_upvotes: article.directly('upvotes'),
  num_downvotes: article.directly('downvotes'),
  item_url_field: article.directly('item_url_field'),
});

const toTag = mapTo(label, 'tag', { name: label.directly('name', { fallback: 'untitled' }) });

/** DevRev takes no comments on articles: they are objects of their own that name their article. */
const toArticleComment = mapToCustomObject(comment, {
  title: comment.directly('title', { fallback: 'Comment on an article' }),
  created_by_id: comment.directly('author'),
});

export const knowledgeMappings = [
  toSegmentGroup,
  toSegmentMember,
  toEditorGroup,
  toTopDirectory,
  toDirectory,
  toArticle,
  toTag,
  toArticleComment,
];
