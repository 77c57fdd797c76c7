import { draw, pick, salt } from '../random/draw.js';

/** What an account can say about its tasks beyond what every task has. */
export interface AccountField {
  id: string;
  name: string;
  type: 'text' | 'number' | 'choice';
  choices?: readonly { id: string; name: string }[];
}

/** Values by id of the field; what a task does not say is absent. */
export type FieldValues = Record<string, string | number>;

const fieldDraw = salt('fields');

export const hours: AccountField = { id: 'f1', name: 'Hours', type: 'number' };
export const shop: AccountField = { id: 'f2', name: 'Shop', type: 'text' };
export const rooms = ['Kitchen', 'Garden', 'Cellar'].map((name, index) => ({ id: `r${index + 1}`, name }));
export const room: AccountField = { id: 'f3', name: 'Room', type: 'choice', choices: rooms };

export const firstFields: readonly AccountField[] = [hours, shop, room];

/** Hours of every task but each fourth, a room of each second, a shop of each third. */
export function valuesOf(number: number, seed: number): FieldValues {
  const drawn = draw(seed, fieldDraw, number);
  return {
    ...(number % 4 !== 0 && { [hours.id]: (drawn % 20) / 4 }),
    ...(number % 2 === 0 && { [room.id]: pick(rooms, drawn).id }),
    ...(number % 3 === 0 && { [shop.id]: `Shop ${drawn % 7}` }),
  };
}

/** The number of hours, which keeps its id whatever it is called. */
export function hoursOf({ fields }: { fields: FieldValues }): string | number | null {
  return fields[hours.id] ?? null;
}
