import { once } from 'node:events';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Two processes with one journal would send twice. The lock is a listening socket file: the system
 * ends it with its process, even by kill -9, so a file nobody answers at is only left over.
 * @param {string} directory
 * @returns {Promise<() => Promise<void>>} releases the lock
 */
export async function lockDirectory(directory) {
  const path = join(directory, 'lock');
  if (await answers(path)) throw new Error(`another process uses ${directory}`);
  await unlink(path).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  await once(server, 'listening');
  server.unref();
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

/** @param {string} path @returns {Promise<boolean>} */
function answers(path) {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve(false);
      else reject(error);
    });
  });
}
