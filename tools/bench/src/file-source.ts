import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves files of one size on loopback, out of the same bytes again and again. */
export async function openFileSource(fileBytes: number): Promise<{ url: string; close(): Promise<void> }> {
  const chunk = Buffer.alloc(64 * 1024, 'bench');
  const server = http.createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': fileBytes });
    let left = fileBytes;
    const send = () => {
      while (left > 0) {
        const bytes = Math.min(left, chunk.length);
        left -= bytes;
        if (!response.write(chunk.subarray(0, bytes))) {
          response.once('drain', send);
          return;
        }
      }
      response.end();
    };
    send();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
