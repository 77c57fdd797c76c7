import type { HttpClient } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

const noteSchema = z.object({
  id: z.string(),
  title: z.string(),
  created: z.string(),
  modified: z.string(),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Note = z.infer<typeof noteSchema>;

const unitsSchema = z.array(z.object({ id: z.string(), name: z.string(), description: z.string() }));
const notesSchema = z.array(noteSchema);

export type NotebookClient = ReturnType<typeof createClient>;

export function createClient(http: HttpClient) {
  const notes = async (query: Record<string, string>) =>
    notesSchema.parse(await http.json({ path: '/notes', query: { limit: '3', ...query } }));
  return {
    units: async () => unitsSchema.parse(await http.json({ path: '/units' })),
    notes,
    note: async (id: string) => (await notes({ id }))[0],
    marked: async (mark: string) => (await notes({ mark }))[0],
    file: (path: string) => http.file({ path, endpoint: '/files/{id}' }),
    create: async (note: { title: string; mark: string }) =>
      noteSchema.parse(await http.json({ method: 'POST', path: '/notes', body: note, safeToRepeat: false })),
    update: async (id: string, note: { title?: string }) =>
      noteSchema.parse(
        await http.json({ method: 'PUT', path: `/notes/${id}`, body: note, safeToRepeat: true }),
      ),
  };
}
