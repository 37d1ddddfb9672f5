import { ImapFlow } from 'imapflow';
import { BackOff, pause, within } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';

/**
 * @typedef {object} ImapAccount
 * @property {string} host
 * @property {number} port
 * @property {boolean} secure TLS from the first byte
 * @property {string} user
 * @property {string} password
 * @property {string} mailbox the address whose mails these are
 * @property {string} folder
 * @property {string | undefined} moveTo folder for what was taken; without it it is marked as seen
 */

const CALL_MS = 60_000;
const A_ROUND = 200;

/** Fetches one account's unseen mails, hands each in, and only when the broker has it marks it as seen (or moves it). Comes back for ever. */
export class Fetcher {
  #stopping = new AbortController();
  #loop = Promise.resolve();
  /** Mails that could not be taken, and how often: each goes behind those that can. @type {Map<number, number>} */
  #hard = new Map();

  /** @param {ImapAccount} account @param {import('./intake.js').Intake} intake @param {import('./mailboxes.js').MailboxBook} book @param {{ mostBytes: number, pollMs: number }} settings */
  constructor(account, intake, book, settings) {
    this.account = account;
    this.intake = intake;
    this.book = book;
    this.settings = settings;
  }

  start() {
    this.#loop = this.#run();
  }

  async stop() {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run() {
    const backOff = new BackOff(500, 60_000);
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#session(backOff, signal);
      } catch (error) {
        if (!signal.aborted) log('warn', 'imap-trouble', { reason: kindOf(error), host: this.account.host });
      }
      await backOff.pause(signal);
    }
  }

  /** @param {BackOff} backOff @param {AbortSignal} signal */
  async #session(backOff, signal) {
    const { host, port, secure, user, password, folder } = this.account;
    const client = new ImapFlow({ host, port, secure, auth: { user, pass: password }, logger: false, connectionTimeout: CALL_MS, greetingTimeout: CALL_MS, socketTimeout: 5 * CALL_MS });
    const ended = new AbortController();
    // Without a listener an error of the connection would end the process.
    client.on('error', () => ended.abort());
    client.on('close', () => ended.abort());
    signal.addEventListener('abort', () => client.close(), { once: true, signal: ended.signal });
    try {
      await within(client.connect(), CALL_MS, 'connecting by IMAP');
      await within(client.mailboxOpen(folder), CALL_MS, 'opening the folder');
      log('info', 'imap-connected', { host });
      const over = AbortSignal.any([ended.signal, signal]);
      while (!over.aborted) {
        await this.#round(client, over);
        backOff.reset();
        await this.#news(client, over);
      }
    } finally {
      client.close();
      ended.abort();
    }
  }

  /** Until the server tells of a new mail, or it is time to look. @param {ImapFlow} client @param {AbortSignal} over */
  async #news(client, over) {
    const told = new AbortController();
    const tell = () => told.abort();
    client.on('exists', tell);
    try {
      await pause(this.settings.pollMs, AbortSignal.any([over, told.signal]));
    } finally {
      client.off('exists', tell);
    }
  }

  /** @param {ImapFlow} client @param {AbortSignal} over */
  async #round(client, over) {
    const unseen = (await within(client.search({ seen: false }, { uid: true }), CALL_MS, 'searching')) || [];
    const tries = (/** @type {number} */ uid) => this.#hard.get(uid) ?? 0;
    for (const uid of unseen.toSorted((a, b) => tries(a) - tries(b) || a - b).slice(0, A_ROUND)) {
      if (over.aborted) return;
      this.#hard.set(uid, tries(uid) + 1);
      await this.#take(client, String(uid));
      this.#hard.delete(uid);
    }
  }

  /** @param {ImapFlow} client @param {string} uid */
  async #take(client, uid) {
    const mailbox = await this.book.find(this.account.mailbox);
    if (!mailbox) throw new Error('nobody has this mailbox');
    // One too large comes cut off: its head and first words are more than nothing, and it must not stand in the way of others.
    const mail = await within(client.fetchOne(uid, { source: { start: 0, maxLength: this.settings.mostBytes } }, { uid: true }), CALL_MS, 'fetching a mail');
    // Somebody else took it away meanwhile.
    if (!mail || !mail.source) return;
    await this.intake.take(mail.source, [mailbox], undefined);
    const { moveTo } = this.account;
    if (moveTo && (await within(client.messageMove(uid, moveTo, { uid: true }), CALL_MS, 'moving a mail'))) return;
    // Also where there is no such folder: a mail that stays unseen would be told again and again.
    if (!(await within(client.messageFlagsAdd(uid, ['\\Seen'], { uid: true }), CALL_MS, 'marking a mail'))) throw new Error('it cannot be marked as seen');
  }
}
