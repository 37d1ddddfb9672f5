import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** @typedef {{ from: string, to: string[], raw: string, messageId: string | undefined }} Received */

/** A real SMTP server whose answers a test can set. */
export class SmtpDouble {
  /** @type {Received[]} */
  received = [];
  /** Called for each mail after its data came and before it is accepted; throws to refuse. @type {(mail: Received) => Promise<void>} */
  onMail = async () => {};
  /** Throws to refuse a recipient. @type {(address: string) => void} */
  onRecipient = () => {};
  port = 0;

  /** @param {number} [port] */
  async start(port = 0) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      onRcptTo: (address, _session, done) => settle(async () => this.onRecipient(address.address), done),
      onData: (stream, session, done) => {
        /** @type {Buffer[]} */
        const parts = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', () => settle(() => this.#take(session, Buffer.concat(parts).toString('utf8')), done));
      },
    });
    // A client that is killed in the middle is part of the tests.
    this.server.on('error', () => {});
    const listening = this.server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    this.port = /** @type {import('node:net').AddressInfo} */ (listening.address()).port;
    return this;
  }

  /** @param {import('smtp-server').SMTPServerSession} session @param {string} raw */
  async #take(session, raw) {
    const { mailFrom, rcptTo } = session.envelope;
    const mail = {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map((recipient) => recipient.address),
      raw,
      messageId: /^Message-ID: (.+)$/im.exec(raw)?.[1]?.trim(),
    };
    await this.onMail(mail);
    this.received.push(mail);
  }

  async stop() {
    const { server } = this;
    if (server) await new Promise((resolve) => server.close(() => resolve(undefined)));
  }
}

/** @param {number} code @param {string} text */
export function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

/** @param {() => Promise<void>} work @param {(error?: Error | null) => void} done */
function settle(work, done) {
  work().then(() => done(), done);
}
