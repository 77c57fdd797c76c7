import { openOverride } from './changes.js';
import { readComments } from './comments.js';
import { note } from './ledger.js';
import type { Comment, Issue, World, WrittenComment } from './model.js';

/** What of a comment its writer decides. */
export type CommentContent = Pick<WrittenComment, 'body' | 'visibility' | 'public' | 'properties'>;

/** Adds a comment of the account of the token; it changes its issue. @returns its id */
export function addComment(world: World, issue: Issue, content: CommentContent): string {
  const at = world.now();
  const id = String(world.sequence.comment++);
  const written = { ...content, author: world.users.account, at };
  openOverride(world, issue.project, issue.index, at).comments.push({
    id,
    at,
    seed: 0,
    written,
    isOwn: true,
  });
  note(world, 'comment', id, { isNew: true });
  return id;
}

/** Replaces what a comment says; its author stays. */
export function rewriteComment(world: World, issue: Issue, comment: Comment, content: CommentContent): void {
  const at = world.now();
  const written = { ...content, author: world.users.account, at };
  const override = openOverride(world, issue.project, issue.index, at);
  const added = override.comments.find(({ id }) => id === comment.id);
  if (added !== undefined) {
    added.written = written;
  } else {
    // Those that an issue has from the start come first.
    const position = readComments(world, issue).findIndex(({ id }) => id === comment.id);
    override.commentEdits.set(position, { at, seed: 0, written });
  }
  note(world, 'comment', comment.id, { isNew: false });
}
