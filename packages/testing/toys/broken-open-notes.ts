import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Notes for staff are for everybody. */
const connector = shelf({
  noteData(note) {
    const data = healthy.noteData(note);
    return data.audience === 'internal' ? { ...data, audience: 'public' } : data;
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
