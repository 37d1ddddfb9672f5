import { TO_SEND_QUEUE, declareOutbound } from '../broker/topology.js';
import { pause, within } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';
import { handleDelivery } from './delivery.js';

/** Takes mails from the queue, a bounded number at once, and can stop taking and finish what it has. */
export class OutboundConsumer {
  /** @type {Set<Promise<void>>} */
  #underWay = new Set();
  #stopping = new AbortController();

  /** @param {import('./delivery.js').Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {import('../broker/session.js').Session} session */
  async attach(session) {
    const { channel } = session;
    await within(declareOutbound(channel), 15_000, 'declaring queues');
    await within(channel.prefetch(this.parts.settings.lanes), 15_000, 'setting the prefetch');
    // One for the session, not one per message: the runtime keeps each for as long as its sources live.
    const signal = AbortSignal.any([session.signal, this.#stopping.signal]);
    const take = (/** @type {import('amqplib').Message | null} */ message) => {
      // The broker ends a consumer whose queue is deleted: start over with a new session, which declares it again.
      if (!message) return void session.close();
      const work = this.#handle(session, message, signal);
      this.#underWay.add(work);
      return void work.finally(() => this.#underWay.delete(work));
    };
    const { consumerTag } = await within(channel.consume(TO_SEND_QUEUE, take), 15_000, 'starting to consume');
    this.#stopping.signal.addEventListener('abort', () => void this.#cancel(session, consumerTag), { once: true, signal: session.signal });
  }

  /** @param {import('../broker/session.js').Session} session @param {import('amqplib').Message} message @param {AbortSignal} signal */
  async #handle(session, message, signal) {
    // Delivered while stopping: it goes back when the session closes.
    if (signal.aborted) return;
    try {
      await handleDelivery(this.parts, session, message, signal);
    } catch (error) {
      log('error', 'delivery-failed', { reason: kindOf(error) });
      await pause(2_000, signal);
      session.requeue(message);
    }
  }

  /** @param {import('../broker/session.js').Session} session @param {string} consumerTag */
  async #cancel(session, consumerTag) {
    try {
      await within(session.channel.cancel(consumerTag), 5_000, 'ending the consumer');
    } catch (error) {
      log('warn', 'cancel-failed', { reason: kindOf(error) });
    }
  }

  /** Takes no more, lets the mails under way finish, puts back those that wait for SMTP. @param {number} deadlineMs */
  async drain(deadlineMs) {
    this.#stopping.abort();
    await within(Promise.allSettled(this.#underWay), deadlineMs, 'finishing mails under way');
  }
}
