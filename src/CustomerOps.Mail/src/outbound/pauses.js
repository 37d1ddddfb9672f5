import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../host/disk.js';

/** Which queues an operator has paused and since when; on disk beside the journal, because neither a restart nor a lost broker may end a pause. */
export class Pauses {
  /** @param {string} path @param {Map<string, string>} since */
  constructor(path, since) {
    this.path = path;
    this.since = since;
  }

  /** @param {string} directory */
  static async open(directory) {
    const path = join(directory, 'paused.json');
    const text = await readFile(path, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    return new Pauses(path, new Map(Object.entries(read(path, text))));
  }

  /** @param {string} queue */
  async pause(queue) {
    if (!this.since.has(queue)) await this.#write(new Map(this.since).set(queue, new Date().toISOString()));
  }

  /** @param {string} queue */
  async resume(queue) {
    const left = new Map(this.since);
    if (left.delete(queue)) await this.#write(left);
  }

  /** @param {Map<string, string>} since */
  async #write(since) {
    await replaceFile(this.path, JSON.stringify(Object.fromEntries(since)));
    this.since = since;
  }
}

/** @param {string} path @param {string} text @returns {Record<string, string>} */
function read(path, text) {
  /** @type {unknown} */
  let book;
  try {
    book = JSON.parse(text);
  } catch {
    // Said below: to guess would be to start what somebody stopped for a reason.
  }
  if (typeof book !== 'object' || book === null || Array.isArray(book) || Object.values(book).some((since) => typeof since !== 'string')) throw new Error(`${path} is damaged`);
  return /** @type {Record<string, string>} */ (book);
}
