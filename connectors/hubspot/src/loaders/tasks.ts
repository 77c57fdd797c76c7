import { hasSameWords, type LoadedData, type SomeFields, sameMoment } from '@airdrop-connectors/core';
import { tasks } from '../engagement-types.js';
import { kit } from '../kit.js';
import { taskItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { acceptedProperties, refusedFields } from './accepted-properties.js';
import { heldRecord } from './held-record.js';
import { createMarked, findMarked } from './marks.js';
import { parentWith } from './parents.js';
import { withoutNothing } from './pipeline-records.js';
import { newAssociations } from './relations.js';
import { htmlOf, readsBack } from './values.js';

type TaskData = SomeFields<LoadedData<typeof tasks>>;

/** Values of HubSpot that DevRev shows alike: none of them is changed into another. */
const alike = {
  status: {
    NOT_STARTED: 'open',
    DEFERRED: 'open',
    IN_PROGRESS: 'begun',
    WAITING: 'begun',
    COMPLETED: 'done',
  },
  priority: { HIGH: 'high', MEDIUM: 'medium', NONE: 'medium', LOW: 'low' },
} as const;

const fieldOf = {
  hs_task_subject: 'subject',
  hs_task_body: 'body',
  hs_task_status: 'status',
  hs_task_priority: 'priority',
  hs_timestamp: 'due_at',
  hubspot_owner_id: 'owner',
};

export const taskLoader = kit.loader({
  loads: tasks,

  async create({ client, item, key }) {
    const { parent, due_at: dueAt } = item.data;
    const [type, id] = parent ? await parentWith(client, parent) : [];
    const { answer, refused } = await acceptedProperties(
      withoutNothing({
        ...taskProperties(item.data),
        // HubSpot has no task without a time.
        hs_timestamp: dueAt || item.createdDate,
      }),
      ['hs_timestamp'],
      (properties) =>
        createMarked(client, 'tasks', {
          key,
          properties,
          associations:
            type !== undefined && id !== undefined ? newAssociations('tasks', { [type]: [id] }) : [],
        }),
    );
    // When it is due, and what HubSpot has added, comes with the next forward sync.
    return { id: answer.id, refused: refusedFields(refused, fieldOf, '') };
  },

  async find({ client, key }) {
    const found = await findMarked(client, 'tasks', key);
    return found && { id: found.id };
  },

  update: {
    async read({ client, item, id }) {
      const found = await heldRecord(client, objectTypes.tasks, id, {});
      if (found === undefined) return undefined;
      const { data: ours } = item;
      const { subject, body, status, priority, due_at: dueAt, owner, parent } = taskItem(found).data;
      return {
        modifiedDate: new Date(found.updatedAt).toISOString(),
        data: {
          subject,
          body: hasSameWords(ours.body, body ?? null) ? ours.body : body,
          status: isAlike('status', ours.status, status) ? ours.status : status,
          priority: isAlike('priority', ours.priority, priority) ? ours.priority : priority,
          due_at: sameMoment(ours.due_at, dueAt ?? null),
          owner,
          parent,
        },
      };
    },

    async write({ client, id, changes }) {
      const properties = taskProperties(changes);
      const kept = {
        ...(changes.parent !== undefined && {
          parent: 'A task of HubSpot stays with its record. Make another one there.',
        }),
        ...(changes.due_at === null && { due_at: 'HubSpot has no task without a time. Choose another one.' }),
      };
      if (Object.keys(properties).length === 0) return { id, refused: kept };
      const { answer, refused } = await acceptedProperties(properties, [], (accepted) =>
        client.updateObject('tasks', id, accepted),
      );
      // When it was completed comes with the next forward sync.
      const isAlone = changes.status === undefined && readsBack(changes.body);
      return {
        id: answer.id,
        ...(isAlone && { modifiedDate: answer.updatedAt }),
        refused: { ...kept, ...refusedFields(refused, fieldOf, '') },
      };
    },
  },
});

function taskProperties({ subject, body, status, priority, due_at: dueAt, owner }: TaskData) {
  return {
    ...(subject !== undefined && { hs_task_subject: subject || 'Made in DevRev' }),
    ...(body !== undefined && { hs_task_body: htmlOf(body) }),
    ...(status && { hs_task_status: status }),
    ...(priority && { hs_task_priority: priority }),
    ...(dueAt && { hs_timestamp: dueAt }),
    ...(owner !== undefined && { hubspot_owner_id: owner ?? '' }),
  };
}

function isAlike(field: 'status' | 'priority', ours: string | null | undefined, theirs: string): boolean {
  const groups: Readonly<Record<string, string>> = alike[field];
  return groups[ours ?? ''] !== undefined && groups[ours ?? ''] === groups[theirs];
}
