import { Readable } from 'node:stream';
import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** A file is read to its end before it is handed on. */
const connector = shelf({
  async openFile(client, id) {
    const file = await healthy.openFile(client, id);
    const blocks: Buffer[] = [];
    for await (const block of file.body) blocks.push(Buffer.from(block));
    return { ...file, body: Readable.from(blocks) };
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
