import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { kindOf, log } from '../host/log.js';

const RECIPIENTS = 100;
const IDLE_MS = 60_000;

/** The door for mails: takes what is for a mailbox of ours, and says 250 only when the broker has it. */
export class SmtpListener {
  #bytes = 0;

  /** @param {import('./intake.js').Intake} intake @param {import('./mailboxes.js').MailboxBook} book @param {import('../host/settings.js').Settings['smtpIn']} settings */
  constructor(intake, book, settings) {
    this.intake = intake;
    this.book = book;
    this.settings = settings;
  }

  async start() {
    const { settings } = this;
    const tls = settings.tls && { key: readFileSync(settings.tls.key), cert: readFileSync(settings.tls.cert) };
    this.server = new SMTPServer({
      ...tls,
      name: 'customerops',
      banner: 'CustomerOps',
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      hideSMTPUTF8: false,
      size: settings.mostBytes,
      maxClients: settings.connections,
      socketTimeout: IDLE_MS,
      closeTimeout: 5_000,
      onRcptTo: (address, session, done) => settle(() => this.#admit(address.address, session), done),
      onData: (stream, session, done) => settle(() => this.#receive(stream, session), done),
    });
    this.server.on('error', (error) => log('warn', 'smtp-in-trouble', { reason: kindOf(error) }));
    // Neither a drop every minute nor mail upon mail keeps a line busy for ever.
    this.server.server.on('connection', (socket) => {
      const end = setTimeout(() => socket.destroy(), settings.connectionMs);
      socket.once('close', () => clearTimeout(end));
    });
    const listening = this.server.listen(settings.port, settings.host);
    await once(listening, 'listening');
    const address = listening.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  /** @param {string} address @param {import('smtp-server').SMTPServerSession} session */
  async #admit(address, session) {
    if (session.envelope.rcptTo.length >= RECIPIENTS) throw refusal(452, '4.5.3 Too many recipients');
    if (!(await this.book.find(address))) throw refusal(550, '5.1.1 No such mailbox here');
  }

  /** @param {import('smtp-server').SMTPServerDataStream} stream @param {import('smtp-server').SMTPServerSession} session */
  async #receive(stream, session) {
    const { mailFrom, rcptTo } = session.envelope;
    const collected = await this.#collect(stream);
    try {
      const found = await Promise.all(rcptTo.map(({ address }) => this.book.find(address)));
      const mailboxes = found.filter((mailbox) => mailbox !== undefined);
      if (mailboxes.length === 0) throw refusal(550, '5.1.1 No such mailbox here');
      await this.intake.take(Buffer.concat(collected.parts, collected.bytes), mailboxes, mailFrom ? mailFrom.address : '');
    } catch (error) {
      if (error instanceof Error && 'responseCode' in error) throw error;
      log('warn', 'mail-not-taken', { reason: kindOf(error) });
      throw refusal(451, '4.3.0 Cannot take it now, try again later');
    } finally {
      this.#bytes -= collected.bytes;
    }
  }

  /** The whole of it, unless it is too large or too much is under way already. @param {import('smtp-server').SMTPServerDataStream} stream */
  async #collect(stream) {
    /** @type {Buffer[]} */
    const parts = [];
    let bytes = 0;
    let full = false;
    try {
      for await (const part of stream) {
        full ||= this.#bytes + part.length > this.settings.mostBytesAtOnce;
        // Read to the end all the same: an answer before the end of the data would not be understood.
        if (full || stream.sizeExceeded) continue;
        parts.push(part);
        bytes += part.length;
        this.#bytes += part.length;
      }
      if (stream.sizeExceeded) throw refusal(552, '5.3.4 Larger than we take');
      if (full) throw refusal(452, '4.3.1 Too much at once, try again later');
      return { parts, bytes };
    } catch (error) {
      this.#bytes -= bytes;
      throw error;
    }
  }

  async stop() {
    const { server } = this;
    if (server) await new Promise((resolve) => server.close(() => resolve(undefined)));
  }
}

/** @param {number} responseCode @param {string} text */
function refusal(responseCode, text) {
  return Object.assign(new Error(text), { responseCode });
}

/** @param {() => Promise<void>} work @param {(error?: Error | null) => void} done */
function settle(work, done) {
  work().then(() => done(), done);
}
