import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { connect } from 'amqplib';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MAIL_FILE_PIECE, MAIL_RECEIVED, PARTNER } from '../../src/broker/topology.js';
import { eventually } from './eventually.js';
import { MailProcess } from './mailProcess.js';

/** @typedef {{ mailId: string, mailbox: string, from?: { email: string, name?: string }, subject: string, text: string, messageId?: string, inReplyTo?: string, references: string[], automatic: string, bounce?: Record<string, string>, attachments: { name: string, type: string, bytes: number, fileId?: string }[] }} Mail */
/** @typedef {{ id: string, messageId: string, tenantId: string, traceparent?: string, mail: Mail }} Told */

export const NORDLYS = randomUUID();
export const AURORA = randomUUID();
export const MAILBOXES = JSON.stringify({ 'support@nordlys.example': NORDLYS, 'sales@nordlys.example': { tenantId: NORDLYS, lists: ['sales.nordlys.example'] }, 'help@aurora.example': AURORA });

/** Who reads `mail-received.v1`, and the pieces of files if asked to. */
export class Reader {
  /** @type {Told[]} */
  told = [];
  /** In the order they came. @type {{ id: string, before: number, fileId: string, number: number, pieces: number, content: string }[]} before: how many mails had been told */
  pieces = [];

  /** @param {import('amqplib').ChannelModel} connection @param {import('amqplib').Channel} channel @param {string} queue */
  constructor(connection, channel, queue) {
    this.connection = connection;
    this.channel = channel;
    this.queue = queue;
  }

  /** @param {string} bus */
  static async join(bus) {
    const connection = await connect(bus);
    const channel = await connection.createChannel();
    await channel.assertExchange(PARTNER, 'topic', { durable: true });
    const { queue } = await channel.assertQueue('', { exclusive: true });
    const reader = new Reader(connection, channel, queue);
    await reader.listen();
    await channel.consume(queue, (message) => {
      if (!message) return;
      const event = JSON.parse(message.content.toString('utf8'));
      if (event.type === MAIL_FILE_PIECE) return void reader.pieces.push({ id: event.id, before: reader.told.length, ...event.data });
      reader.told.push({ id: event.id, messageId: message.properties.messageId, tenantId: event.tenantid, traceparent: event.traceparent, mail: event.data });
    }, { noAck: true });
    return reader;
  }

  async listen() {
    await this.channel.bindQueue(this.queue, PARTNER, MAIL_RECEIVED);
  }

  /** From now on also files. */
  async listenToFiles() {
    await this.channel.bindQueue(this.queue, PARTNER, MAIL_FILE_PIECE);
  }

  /** @param {string | undefined} fileId */
  file(fileId) {
    const pieces = new Map(this.pieces.filter((piece) => piece.fileId === fileId).map((piece) => [piece.number, piece]));
    return Buffer.concat([...pieces.values()].toSorted((a, b) => a.number - b.number).map(({ content }) => Buffer.from(content, 'base64')));
  }

  /** Nothing takes mails any more. */
  async turnAway() {
    await this.channel.unbindQueue(this.queue, PARTNER, MAIL_RECEIVED);
  }

  /** @param {number} count */
  async hears(count) {
    await eventually(() => this.told.length >= count, 20_000);
    return this.told;
  }

  async leave() {
    await this.connection.close();
  }
}

/**
 * The mail service with its door open, and somebody who reads what it tells.
 * @param {import('node:test').TestContext} test @param {Record<string, string | number> & { bus?: string }} [settings]
 */
export async function inboundScene(test, settings = {}) {
  const bus = settings.bus ?? process.env.CUSTOMEROPS_TEST_BUS;
  if (!bus) throw new Error('CUSTOMEROPS_TEST_BUS names the broker; test/run.js sets it');
  const reader = await Reader.join(bus);
  test.after(() => reader.leave());
  const mail = await MailProcess.start({ smtpPort: 9, MAILBOXES, SMTP_IN_PORT: 0, ...settings, bus });
  test.after(() => mail.destroy());
  return { reader, mail, port: () => Number(mail.lines('started')[0].smtpIn) };
}

/**
 * Hands a mail in as a mail server does. Resolves when it was accepted, rejects with the server's code.
 * @param {number} port @param {string | Buffer} mail @param {{ from?: string, to?: string[] }} [envelope]
 * @returns {Promise<void>}
 */
export function handIn(port, mail, { from = 'anna@example.com', to = ['support@nordlys.example'] } = {}) {
  const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true, socketTimeout: 30_000 });
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.connect(() => {
      connection.send({ from, to }, mail, (error) => {
        connection.quit();
        if (error) reject(error);
        else resolve();
      });
    });
  });
}

/** The number a server refused with. @param {Promise<void>} handed @returns {Promise<number | undefined>} */
export function refusalOf(handed) {
  return handed.then(() => undefined, (error) => error.responseCode ?? -1);
}

/** @param {Record<string, string>} [headers] @param {string} [text] */
export function plainMail(headers = {}, text = 'Hello, where is my parcel?') {
  const all = { From: 'Anna <anna@example.com>', To: 'support@nordlys.example', Subject: 'Parcel', 'Message-ID': `<${randomUUID()}@example.com>`, Date: 'Sun, 22 Nov 2026 08:00:00 +0000', ...headers };
  return `${Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`;
}

/** Where real mails lie beside the checkout; undefined in a clone that stands alone. */
export function sharedMails() {
  const { existsSync } = createRequire(import.meta.url)('node:fs');
  const folder = new URL('../../../../../shared/data/mail/', import.meta.url);
  return existsSync(folder) ? folder : undefined;
}
