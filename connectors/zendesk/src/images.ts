import type { HtmlImageReference } from '@airdrop-connectors/core';
import type { Attachment } from './api-types.js';

/**
 * Finds the attachment behind a picture by what its address calls it: hosts and query of the address in a text and of
 * the address in the list of files differ.
 */
export function imageResolver(attachments: readonly Attachment[]) {
  const byToken = new Map(
    attachments.flatMap((attachment) => {
      const token = tokenIn(attachment.content_url);
      return token === undefined ? [] : [[token, attachment] as const];
    }),
  );
  return ({ url }: HtmlImageReference) => {
    const found = byToken.get(tokenIn(url) ?? '');
    return found && { attachmentId: found.id, fileName: found.file_name };
  };
}

function tokenIn(url: string): string | undefined {
  return /\/attachments\/token\/([^/?#]+)/.exec(url)?.[1];
}
