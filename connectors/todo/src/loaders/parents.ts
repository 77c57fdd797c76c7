import { RecordError } from '@airdrop-connectors/core';

/** Id of the task that a comment or file hangs on. @throws RecordError where that is not in the service */
export function parentTask(taskId: string | null | undefined): string {
  if (taskId) return taskId;
  throw new RecordError('It hangs on an object that is not in To-do. It is written with that object.', {
    code: 'parent_not_loaded',
  });
}
