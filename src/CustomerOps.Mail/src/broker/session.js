import { once } from 'node:events';
import { connect } from 'amqplib';
import { within } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';

const CALL_MS = 15_000;

/** @typedef {import('amqplib').Options.Publish & { messageId: string }} Properties */

/** There is no queue for it: nobody has ever listened. */
export class NothingTakes extends Error {
  /** @param {string} key */
  constructor(key) {
    super(`nothing takes ${key}`);
    this.name = 'NothingTakes';
  }
}

/** One connection with one confirm channel. When either ends the session ends, and unacknowledged messages go back to their queue. */
export class Session {
  #ended = new AbortController();
  #closed = Promise.resolve();
  /** @type {Set<string>} */
  #unroutable = new Set();

  /** @param {import('amqplib').ChannelModel} connection @param {import('amqplib').ConfirmChannel} channel @param {string} user */
  constructor(connection, channel, user) {
    this.connection = connection;
    this.channel = channel;
    this.user = user;
    /** @param {string} what @returns {(error?: unknown) => void} */
    const end = (what) => (error) => {
      if (error instanceof Error) log('warn', 'broker-trouble', { reason: kindOf(error), where: what });
      // A channel can die alone; its connection must not stay behind.
      void this.close();
    };
    connection.on('error', end('connection'));
    connection.on('close', end('connection'));
    channel.on('error', end('channel'));
    channel.on('close', end('channel'));
    channel.on('return', (message) => this.#unroutable.add(String(message.properties.messageId)));
  }

  /** @param {string} uri */
  static async open(uri) {
    const url = new URL(uri);
    if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', '10');
    const connection = await connect(url.href, { timeout: CALL_MS, clientProperties: { connection_name: 'customerops-mail' } });
    // Until the session listens itself, an error event without a listener would end the process.
    const ignore = () => {};
    connection.on('error', ignore);
    try {
      const channel = await within(connection.createConfirmChannel(), CALL_MS, 'opening a channel');
      return new Session(connection, channel, decodeURIComponent(url.username) || 'guest');
    } catch (error) {
      await closeQuietly(connection);
      throw error;
    } finally {
      connection.off('error', ignore);
    }
  }

  /** Aborted when the session has ended. */
  get signal() {
    return this.#ended.signal;
  }

  async ended() {
    if (!this.signal.aborted) await once(this.signal, 'abort');
  }

  /**
   * Resolves when the broker has taken the message over; a mandatory one only if it reached a queue.
   * @param {string} exchange @param {string} key @param {Buffer} body @param {Properties} properties
   */
  async publish(exchange, key, body, properties) {
    /** @type {Promise<void>} */
    // The broker vouches for the user; messages on the partner exchange are taken from a known one only.
    const confirmed = new Promise((resolve, reject) => {
      this.channel.publish(exchange, key, body, { persistent: true, ...properties, userId: this.user }, (error) => (error ? reject(error) : resolve()));
    });
    await within(confirmed, CALL_MS, 'a publisher confirm');
    if (this.#unroutable.delete(properties.messageId)) throw new NothingTakes(key);
  }

  /** @param {import('amqplib').Message | import('amqplib').GetMessage} message */
  ack(message) {
    // After the end the broker delivers it again; the journal then knows that it was sent.
    if (!this.signal.aborted) this.channel.ack(message);
  }

  /** @param {import('amqplib').Message | import('amqplib').GetMessage} message */
  requeue(message) {
    if (!this.signal.aborted) this.channel.nack(message, false, true);
  }

  /** Ends the session at once for its users, then closes the connection. */
  async close() {
    if (!this.signal.aborted) {
      this.#ended.abort();
      this.#closed = closeQuietly(this.connection);
    }
    await this.#closed;
  }
}

/** @param {import('amqplib').ChannelModel} connection */
async function closeQuietly(connection) {
  try {
    await within(connection.close(), 5_000, 'closing the connection');
  } catch (error) {
    // A connection that is gone already says so by this error; one that doesn't answer is cut off.
    if (!(error instanceof Error && error.name === 'IllegalOperationError')) log('warn', 'broker-close-failed', { reason: kindOf(error) });
    /** @type {any} */ (connection.connection).stream.destroy();
  }
}
