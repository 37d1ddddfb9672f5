import { MAIL_RECEIVED, PARTNER } from '../broker/topology.js';
import { NothingTakes } from '../broker/session.js';
import { log } from '../host/log.js';
import { Turns } from '../outbound/turns.js';
import { filesOf, tellPieces } from './files.js';
import { mailIdOf } from './identity.js';
import { parse, readMail } from './readMail.js';

export class BrokerAway extends Error {
  constructor() {
    super('the broker is not connected');
    this.name = 'BrokerAway';
  }
}

/** Turns mails into `mail-received.v1`. Whoever hands one in keeps it until `take` has resolved: only then has the broker got it, in a queue somebody reads. */
export class Intake {
  #turns = new Turns();

  /** @param {import('../broker/bus.js').Bus} bus @param {import('../host/telemetry.js').Telemetry} telemetry */
  constructor(bus, telemetry) {
    this.bus = bus;
    this.telemetry = telemetry;
  }

  /**
   * @param {Buffer} raw @param {import('./mailboxes.js').Mailbox[]} mailboxes where it came to; one organisation gets it once
   * @param {string | undefined} envelopeFrom as SMTP said it: '' for the null return path, undefined where nobody knows
   */
  async take(raw, mailboxes, envelopeFrom) {
    const parsed = await parse(raw);
    const perTenant = new Map(mailboxes.toReversed().map((mailbox) => [mailbox.tenantId, mailbox]));
    for (const mailbox of perTenant.values()) {
      const mail = readMail(parsed, mailbox, envelopeFrom);
      const mailId = mailIdOf(mailbox.tenantId, mail, parsed);
      // A copy waits: the broker's answers are told apart by this very id.
      await this.#turns.take(mailId, () => this.telemetry.receive(mailId, (traceparent) => this.#tell(mailbox.tenantId, mailId, mail, parsed, traceparent)));
      this.telemetry.countIn(mail.automatic);
      log('info', 'mail-taken', { mailId, kind: mail.automatic });
    }
  }

  /**
   * The files' pieces first: who hears of the mail finds them, now or soon.
   * @param {string} tenantId @param {string} mailId @param {ReturnType<typeof readMail>} mail @param {import('./readMail.js').Parsed} parsed @param {string | undefined} traceparent
   */
  async #tell(tenantId, mailId, mail, { parsed }, traceparent) {
    const publish = (/** @type {string} */ type, /** @type {string} */ id, /** @type {Record<string, unknown>} */ data) => this.#publish(type, id, mailId, tenantId, data, traceparent);
    const attachments = mail.attachments.map((attachment) => ({ ...attachment, fileId: /** @type {string | undefined} */ (undefined) }));
    for (const file of filesOf(mailId, mail.automatic, parsed)) {
      const attachment = attachments[file.index];
      if (attachment && (await this.#carries(file, publish))) attachment.fileId = file.id;
    }
    await publish(MAIL_RECEIVED, mailId, { mailId, ...mail, attachments, receivedAt: new Date().toISOString() });
  }

  /** Whether somebody takes its pieces; if not, the mail names it all the same. @param {import('./files.js').MailFile} file @param {Parameters<typeof tellPieces>[1]} publish */
  async #carries(file, publish) {
    try {
      await tellPieces(file, publish);
      return true;
    } catch (error) {
      if (!(error instanceof NothingTakes)) throw error;
      log('warn', 'file-not-taken', { bytes: file.content.length });
      return false;
    }
  }

  /** @param {string} type @param {string} id @param {string} mailId @param {string} tenantId @param {Record<string, unknown>} data @param {string | undefined} traceparent */
  async #publish(type, id, mailId, tenantId, data, traceparent) {
    const { session } = this.bus;
    if (!session) throw new BrokerAway();
    const event = {
      specversion: '1.0',
      id,
      source: '/mail',
      type,
      subject: mailId,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      tenantid: tenantId,
      ...(traceparent && { traceparent }),
      data,
    };
    await session.publish(PARTNER, type, Buffer.from(JSON.stringify(event)), {
      messageId: id,
      type,
      contentType: 'application/cloudevents+json',
      // Before anybody has ever listened there is no queue: the sender keeps it and comes again.
      mandatory: true,
      ...(traceparent && { headers: { traceparent } }),
    });
  }
}
