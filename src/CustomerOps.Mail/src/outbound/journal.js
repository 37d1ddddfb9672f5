import { open, readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, syncDirectory } from '../host/disk.js';
import { lockDirectory } from './lock.js';

/**
 * `sending`: about to be handed to SMTP, so after a crash it may have been; `sent`: accepted; `told`: and the partners know.
 * @typedef {'sending' | 'sent' | 'told'} State
 * @typedef {{ state: State, at: string }} Entry
 */

const LINE = /^(sending|sent|told) ([0-9a-f-]{36}) (\S+)$/;

export class JournalFailure extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super('the journal could not be written', { cause });
    this.name = 'JournalFailure';
  }
}

/** What became of each mail, on disk. Holds ids and times only; keeps the newest `most` mails. */
export class Journal {
  /** @type {{ line: string, done: () => void, failed: (error: Error) => void }[]} */
  #waiting = [];
  #writing = false;

  /**
   * @param {string} path @param {import('node:fs/promises').FileHandle} file @param {Map<string, Entry>} mails
   * @param {{ bytes: number, lines: number }} size @param {number} most @param {() => Promise<void>} unlock
   */
  constructor(path, file, mails, size, most, unlock) {
    this.path = path;
    this.file = file;
    this.mails = mails;
    this.size = size;
    this.most = most;
    this.unlock = unlock;
  }

  /** @param {string} directory @param {number} [most] */
  static async open(directory, most = 200_000) {
    await mkdir(directory, { recursive: true });
    const unlock = await lockDirectory(directory);
    const path = join(directory, 'mails.log');
    const { mails, bytes, lines } = await load(path, most);
    const file = await open(path, 'a');
    // A crash may have left half a line; cut it off before anything is appended to it.
    await file.truncate(bytes);
    await syncDirectory(directory);
    return new Journal(path, file, mails, { bytes, lines }, most, unlock);
  }

  /** @param {string} mailId */
  find(mailId) {
    return this.mails.get(mailId);
  }

  /** @param {string} mailId */
  wasSent(mailId) {
    const state = this.mails.get(mailId)?.state;
    return state === 'sent' || state === 'told';
  }

  /** For a mail that certainly was not accepted. After a crash it merely counts as doubtful again. @param {string} mailId */
  forget(mailId) {
    this.mails.delete(mailId);
  }

  /** Resolves when it is on disk. @param {State} state @param {string} mailId @param {string} at @returns {Promise<void>} */
  record(state, mailId, at) {
    // In memory at once: even if the disk fails, this process must not forget a mail that was accepted.
    if (state !== 'sending') remember(this.mails, this.most, mailId, { state, at });
    return new Promise((resolve, reject) => {
      const done = () => {
        if (state === 'sending') remember(this.mails, this.most, mailId, { state, at });
        resolve();
      };
      this.#waiting.push({ line: `${state} ${mailId} ${at}\n`, done, failed: reject });
      void this.#write();
    });
  }

  // Everything that waits goes to disk with one sync, however many mails are under way.
  async #write() {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        if (this.size.lines > 2 * this.most + 1_000) await this.#compact();
        await this.#append(batch.map((entry) => entry.line).join(''), batch.length);
        for (const entry of batch) entry.done();
      } catch (error) {
        for (const entry of batch) entry.failed(new JournalFailure(error));
      }
    }
    this.#writing = false;
  }

  /** @param {string} text @param {number} lines */
  async #append(text, lines) {
    try {
      await this.file.appendFile(text);
      await this.file.datasync();
    } catch (error) {
      await this.file.truncate(this.size.bytes);
      throw error;
    }
    this.size = { bytes: this.size.bytes + Buffer.byteLength(text), lines: this.size.lines + lines };
  }

  async #compact() {
    const text = [...this.mails].map(([mailId, { state, at }]) => `${state} ${mailId} ${at}\n`).join('');
    await replaceFile(this.path, text);
    await this.file.close();
    this.file = await open(this.path, 'a');
    this.size = { bytes: Buffer.byteLength(text), lines: this.mails.size };
  }

  async close() {
    await this.file.close();
    await this.unlock();
  }
}

/** @param {Map<string, Entry>} mails @param {number} most @param {string} mailId @param {Entry} entry */
function remember(mails, most, mailId, entry) {
  mails.delete(mailId);
  mails.set(mailId, entry);
  for (const oldest of mails.keys()) {
    if (mails.size <= most) break;
    mails.delete(oldest);
  }
}

/** @param {string} path @param {number} most */
async function load(path, most) {
  /** @type {Map<string, Entry>} */
  const mails = new Map();
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const [, state, mailId, at] = LINE.exec(line) ?? [];
    // To guess here would be to send twice or not at all.
    if (!state || !mailId || !at) throw new Error(`${path} is damaged in line ${index + 1}`);
    remember(mails, most, mailId, { state: /** @type {State} */ (state), at });
  }
  return { mails, bytes: Buffer.byteLength(whole), lines: lines.length };
}
