import { drawUuid, salt } from '../../random/draw.js';
import type { Catalogue, IssueType } from './catalogue.js';

export interface ProjectDefinition {
  id: string;
  key: string;
  /** Keys it had before; what is asked for under one of them is found. */
  formerKeys: readonly string[];
  name: string;
  description: string;
  projectTypeKey: 'software' | 'service_desk';
  /** Whether the account of the token has the Browse Projects permission. */
  browsable: boolean;
  /** Put away by an administrator: read-only, and left out of lists that do not ask for it. */
  archived?: true;
  /** Issues that exist from the start. */
  size: number;
  issueTypes: readonly IssueType[];
  /** Id of the first issue; ids of one project are consecutive. */
  firstIssueId: number;
  uuid: string;
  components: readonly ProjectComponent[];
  versions: readonly ProjectVersion[];
}

export interface ProjectComponent {
  id: string;
  name: string;
  description: string;
}

export interface ProjectVersion {
  id: string;
  name: string;
  description?: string;
  archived: boolean;
  released: boolean;
  startDate?: string;
  releaseDate?: string;
}

const UUID = salt('project uuid');

export function hasKey({ key, formerKeys }: ProjectDefinition, asked: string): boolean {
  return key === asked || formerKeys.includes(asked);
}

/** The projects of the site; the first one holds as many issues as asked for and is the only one that grows. */
export function createProjects(
  seed: number,
  size: number,
  catalogue: Catalogue,
): readonly ProjectDefinition[] {
  return [
    {
      id: '10000',
      key: 'DEMO',
      formerKeys: [],
      name: 'Demo product',
      description: 'Work on the demo product.\r\nAll teams.',
      projectTypeKey: 'software',
      browsable: true,
      size,
      issueTypes: catalogue.software,
      firstIssueId: 20_000,
      uuid: drawUuid(seed, UUID, 0),
      components: ['Backend', 'Web', 'Mobile / iOS', 'Documentation', 'Überwachung'].map(
        (name, position) => ({
          id: String(10_100 + position),
          name,
          description: position === 3 ? '' : `Everything about ${name}.`,
        }),
      ),
      versions: [
        {
          id: '10200',
          name: '1.0',
          description: 'The first one that was sold.',
          archived: true,
          released: true,
          startDate: '2023-02-01',
          releaseDate: '2023-09-30',
        },
        {
          id: '10201',
          name: '1.1',
          archived: false,
          released: true,
          startDate: '2023-10-01',
          releaseDate: '2024-06-28',
        },
        { id: '10202', name: '2.0, beta', archived: false, released: false, startDate: '2024-07-01' },
        { id: '10203', name: 'Someday', archived: false, released: false },
      ],
    },
    {
      id: '10001',
      key: 'OPS',
      formerKeys: [],
      name: 'Operations desk',
      description: '',
      projectTypeKey: 'service_desk',
      browsable: true,
      size: 40,
      issueTypes: catalogue.serviceDesk,
      firstIssueId: 10_100,
      uuid: drawUuid(seed, UUID, 1),
      components: [{ id: '10110', name: 'Network', description: 'Cables and airwaves.' }],
      versions: [],
    },
    {
      id: '10002',
      key: 'VAULT',
      formerKeys: [],
      name: 'Vault',
      description: 'Not for everybody.',
      projectTypeKey: 'software',
      browsable: false,
      size: 15,
      issueTypes: catalogue.software,
      firstIssueId: 10_300,
      uuid: drawUuid(seed, UUID, 2),
      components: [],
      versions: [],
    },
    {
      id: '10003',
      key: 'PAST',
      formerKeys: [],
      name: 'Former product',
      description: '',
      projectTypeKey: 'software',
      browsable: true,
      archived: true,
      size: 0,
      issueTypes: catalogue.software,
      firstIssueId: 10_330,
      uuid: drawUuid(seed, UUID, 3),
      components: [],
      versions: [],
    },
  ];
}
