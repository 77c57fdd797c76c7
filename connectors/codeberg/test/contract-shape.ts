import type { ContractShape } from '@airdrop-connectors/testing';

/** What the contract has to know about this system to ask about its data. */
export const shape: ContractShape = {
  rootPages: 'GET /api/v1/repos/{owner}/{repo}/issues',
  rootKind: 'issue',
  // Entries have a number of their own beside the one that people know.
  rootRecordId: (id) => `example/home#${Number(id) - 5_000_000}`,
  fields: {
    person: { name: 'name' },
    milestone: { title: 'title' },
    issue: { title: 'title', state: 'state', author: 'author', milestone: 'milestone', due: 'due' },
    comment: { issue: 'issue', author: 'author' },
    file: { issue: 'parent_id', name: 'file_name' },
  },
  endpointsOf: {
    people: ['GET /api/v1/repos/{owner}/{repo}/assignees'],
    milestones: ['GET /api/v1/repos/{owner}/{repo}/milestones'],
    comments: ['GET /api/v1/repos/{owner}/{repo}/issues/comments'],
    attachments: ['GET /attachments/{uuid}'],
  },
  catalogue: ['GET /api/v1/user/repos'],
  limits: 'usual',
  openReferences: ['people'],
  interleaved: ['attachments'],
  killedRoots: 60,
  lastingPositions: true,
};
