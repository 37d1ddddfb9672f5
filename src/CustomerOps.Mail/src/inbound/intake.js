import { MAIL_RECEIVED, PARTNER } from '../broker/topology.js';
import { log } from '../host/log.js';
import { Turns } from '../outbound/turns.js';
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
      await this.#turns.take(mailId, () => this.telemetry.receive(mailId, (traceparent) => this.#publish(mailbox.tenantId, mailId, mail, traceparent)));
      this.telemetry.countIn(mail.automatic);
      log('info', 'mail-taken', { mailId, kind: mail.automatic });
    }
  }

  /** @param {string} tenantId @param {string} mailId @param {ReturnType<typeof readMail>} mail @param {string | undefined} traceparent */
  async #publish(tenantId, mailId, mail, traceparent) {
    const { session } = this.bus;
    if (!session) throw new BrokerAway();
    const now = new Date().toISOString();
    const event = {
      specversion: '1.0',
      id: mailId,
      source: '/mail',
      type: MAIL_RECEIVED,
      subject: mailId,
      time: now,
      datacontenttype: 'application/json',
      tenantid: tenantId,
      ...(traceparent && { traceparent }),
      data: { mailId, ...mail, receivedAt: now },
    };
    await session.publish(PARTNER, MAIL_RECEIVED, Buffer.from(JSON.stringify(event)), {
      messageId: mailId,
      type: MAIL_RECEIVED,
      contentType: 'application/cloudevents+json',
      // Before anybody has ever listened there is no queue: the sender keeps it and comes again.
      mandatory: true,
      ...(traceparent && { headers: { traceparent } }),
    });
  }
}
