import { readFile, stat } from 'node:fs/promises';
import { kindOf, log } from '../host/log.js';

/**
 * An address of an organisation.
 * @typedef {{ address: string, tenantId: string, lists: string[] }} Mailbox
 * lists: List-Ids under which the organisation's own group addresses pass mails on; what comes through them is no list mail
 */

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FRESH_MS = 500;

/** Whose an address is. Written in `MAILBOXES`, or in the file `MAILBOXES_FILE` names, which is read again when it changes. */
export class MailboxBook {
  /** @type {Map<string, Mailbox>} */
  #known = new Map();
  #version = '';
  #lookedAt = -Infinity;

  /** @param {{ mailboxes: string | undefined, mailboxesFile: string | undefined }} settings */
  constructor({ mailboxes, mailboxesFile }) {
    this.file = mailboxesFile;
    this.given = mailboxes ? read(mailboxes) : new Map();
  }

  /** @param {string} address @returns {Promise<Mailbox | undefined>} */
  async find(address) {
    await this.#refresh();
    const plain = address.trim().toLowerCase();
    // support+anything@ is support@, unless it is a mailbox of its own.
    const untagged = plain.replace(/\+[^@]*(?=@[^@]*$)/, '');
    return this.given.get(plain) ?? this.#known.get(plain) ?? this.given.get(untagged) ?? this.#known.get(untagged);
  }

  async #refresh() {
    if (!this.file || performance.now() - this.#lookedAt < FRESH_MS) return;
    this.#lookedAt = performance.now();
    try {
      const { mtimeMs, size } = await stat(this.file);
      const version = `${mtimeMs} ${size}`;
      if (version === this.#version) return;
      this.#known = read(await readFile(this.file, 'utf8'));
      this.#version = version;
    } catch (error) {
      // Not there yet: nobody has a mailbox. Broken: what was known stays.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') log('error', 'mailboxes-unreadable', { reason: kindOf(error) });
    }
  }
}

/** `{"support@a.example": "<tenantId>", "help@b.example": {"tenantId": "…", "lists": ["help.b.example"]}}` @param {string} json */
function read(json) {
  /** @type {Map<string, Mailbox>} */
  const book = new Map();
  for (const [address, value] of Object.entries(JSON.parse(json))) {
    const { tenantId, lists = [] } = typeof value === 'string' ? { tenantId: value } : value;
    if (!address.includes('@') || !GUID.test(tenantId) || !Array.isArray(lists)) throw new Error(`MAILBOXES: ${address} has no tenantId that is a GUID`);
    book.set(address.toLowerCase(), { address: address.toLowerCase(), tenantId: tenantId.toLowerCase(), lists: lists.map((list) => String(list).toLowerCase()) });
  }
  return book;
}
