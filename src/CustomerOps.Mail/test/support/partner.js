import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { ERROR_QUEUE, EVENTS, MAIL_TO_SEND, PARTNER, TO_SEND_QUEUE, WAIT_QUEUE } from '../../src/broker/topology.js';
import { eventually } from './eventually.js';

/** @typedef {{ id: string, type: string, time: string, subject: string, tenantid: string, traceparent?: string, data: { mailId: string, tenantId: string, acceptedAt?: string, reason?: string } }} Outcome */

/** The rest of the system as the mail service sees it: orders mails, hears what became of them. */
export class Partner {
  /** @type {{ event: Outcome, messageId: string, contentType: string }[]} */
  heard = [];

  /** @param {import('amqplib').ChannelModel} connection @param {import('amqplib').ConfirmChannel} channel */
  constructor(connection, channel) {
    this.connection = connection;
    this.channel = channel;
    this.connected = true;
    connection.on('close', () => (this.connected = false));
  }

  /** @param {string} bus */
  static async join(bus) {
    const connection = await connect(bus);
    // A broker restart is part of the tests.
    connection.on('error', () => {});
    const partner = new Partner(connection, await connection.createConfirmChannel());
    partner.channel.on('error', () => {});
    await partner.channel.assertExchange(PARTNER, 'topic', { durable: true });
    const { queue } = await partner.channel.assertQueue('', { exclusive: true });
    await partner.channel.bindQueue(queue, PARTNER, 'mail.#');
    await partner.channel.consume(queue, (message) => {
      if (!message) return;
      partner.heard.push({
        event: JSON.parse(message.content.toString('utf8')),
        messageId: message.properties.messageId,
        contentType: message.properties.contentType,
      });
    }, { noAck: true });
    return partner;
  }

  /** @param {unknown} event @param {Record<string, string>} [headers] */
  async order(event, headers) {
    const body = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event));
    const id = Buffer.isBuffer(event) ? randomUUID() : /** @type {{ id: string }} */ (event).id;
    this.channel.publish(EVENTS, MAIL_TO_SEND, body, { messageId: id, contentType: 'application/cloudevents+json', persistent: true, headers });
    await this.channel.waitForConfirms();
  }

  /** @param {string} mailId */
  about(mailId) {
    return this.heard.filter(({ event }) => event.data.mailId === mailId);
  }

  /** @param {string} mailId */
  async hears(mailId) {
    return eventually(() => this.about(mailId)[0], 20_000);
  }

  /** Every message in the error queue, taken out. */
  async takeErrors() {
    const messages = [];
    for (let message = await this.channel.get(ERROR_QUEUE, { noAck: true }); message; message = await this.channel.get(ERROR_QUEUE, { noAck: true })) {
      messages.push(message);
    }
    return messages;
  }

  async failed() {
    return (await this.channel.checkQueue(ERROR_QUEUE)).messageCount;
  }

  /** Leaves an empty place for the next test. */
  async leave() {
    if (!this.connected) return;
    for (const queue of [TO_SEND_QUEUE, WAIT_QUEUE, ERROR_QUEUE]) await this.channel.purgeQueue(queue);
    await this.connection.close();
  }
}

/** @param {Record<string, unknown>} [data] @param {Record<string, unknown>} [envelope] */
export function mailToSend(data = {}, envelope = {}) {
  const mailId = typeof data.mailId === 'string' ? data.mailId : randomUUID();
  const tenantId = randomUUID();
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/survey',
    type: MAIL_TO_SEND,
    subject: mailId,
    time: '2026-11-22T08:00:00Z',
    datacontenttype: 'application/json',
    tenantid: tenantId,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ...envelope,
    data: {
      mailId,
      tenantId,
      to: { email: 'jonna@example.com', name: 'Jonna Ærø' },
      from: { email: 'svar@nordlys.example', name: 'Nordlys' },
      subject: 'Hvordan gik det? Æøå',
      text: 'Hej Jonna\nhttp://127.0.0.1/s/secret-link',
      html: '<p>Hej <a href="http://127.0.0.1/s/secret-link">svar</a></p>',
      language: 'da',
      headers: { 'List-Unsubscribe': '<http://127.0.0.1/u/1>' },
      secret: true,
      ...data,
    },
  };
}
