import { pick } from '../../random/draw.js';
import type { World } from './model.js';
import { closeSideConversation } from './side-conversations.js';

/** What else happens with a batch of changes in accounts that have the oddity. */
export function changeBesideTickets(world: World, seed: number, second: number): void {
  const { oddities } = world;
  if (oddities.has('edits beside tickets')) {
    renameUser(world, seed, second);
    reviseArticle(world, seed, second);
    closeSideConversation(world, seed, second);
  }
  if (oddities.has('role flips')) flipRole(world, seed, second);
  if (oddities.has('archived articles')) archiveArticle(world, seed);
  if (oddities.has('quiet labels')) labelArticle(world, seed, second);
}

function renameUser({ people }: World, seed: number, second: number): void {
  const user = pick(people.endUsers, seed);
  user.name = `${user.name} (renamed)`;
  user.updatedAt = second;
}

/** The first translation of an article of the first Help Center. */
function reviseArticle({ knowledge }: World, seed: number, second: number): void {
  for (const { articles } of knowledge.centers.slice(0, 1)) {
    const article = pick(articles, seed);
    article.updatedAt = second;
    for (const translation of article.translations.slice(0, 1)) {
      translation.title = `${translation.title}, revised`;
      translation.updatedAt = second;
    }
  }
}

/** A customer is hired, or an agent leaves and stays as a customer. */
function flipRole({ people }: World, seed: number, second: number): void {
  const user = pick(people.endUsers, seed);
  user.role = user.role === 'end-user' ? 'agent' : 'end-user';
  user.updatedAt = second;
}

/** An archived article is in no list and answers nobody; nothing tells that it is gone. */
function archiveArticle({ knowledge }: World, seed: number): void {
  for (const { articles } of knowledge.centers.slice(0, 1)) pick(articles, seed).isArchived = true;
}

/** Labels do not move an article in the export. */
function labelArticle({ knowledge }: World, seed: number, second: number): void {
  for (const { articles } of knowledge.centers.slice(0, 1)) {
    const article = pick(articles, seed);
    article.labels = [...article.labels, `label-${second}`];
  }
}
