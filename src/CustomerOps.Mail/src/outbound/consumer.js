import { TO_SEND_QUEUE, declareOutbound } from '../broker/topology.js';
import { pause, within } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';
import { handleDelivery } from './delivery.js';
import { Turns } from './turns.js';

const CALL_MS = 15_000;
const FINISH_MS = 10_000;

/**
 * The queue's consumer as an operator sees it.
 * @typedef {{ queue: string, state: 'consuming' | 'paused' | 'not-consumed', pausedAt?: string }} ConsumerView
 */

/** Takes mails from the queue, a bounded number at once; can be paused and resumed, and can stop taking and finish what it has. */
export class OutboundConsumer {
  /** @type {Set<Promise<void>>} */
  #underWay = new Set();
  #stopping = new AbortController();
  #commands = new Turns();
  /** @type {import('../broker/session.js').Session | undefined} */
  #session;
  /** What is being consumed now. @type {{ tag: string, ending: AbortController } | undefined} */
  #taking;

  /** @param {import('./delivery.js').Parts} parts @param {import('./pauses.js').Pauses} pauses */
  constructor(parts, pauses) {
    this.parts = parts;
    this.pauses = pauses;
  }

  /** @returns {ConsumerView} */
  get view() {
    const pausedAt = this.pauses.since.get(TO_SEND_QUEUE);
    if (pausedAt && !this.#taking) return { queue: TO_SEND_QUEUE, state: 'paused', pausedAt };
    return { queue: TO_SEND_QUEUE, state: this.#taking ? 'consuming' : 'not-consumed' };
  }

  /** @param {import('../broker/session.js').Session} session */
  async attach(session) {
    await within(declareOutbound(session.channel), CALL_MS, 'declaring queues');
    await within(session.channel.prefetch(this.parts.settings.lanes), CALL_MS, 'setting the prefetch');
    await this.#commands.take('', async () => {
      this.#session = session;
      session.signal.addEventListener('abort', () => this.#lost(session), { once: true });
      if (!this.pauses.since.has(TO_SEND_QUEUE)) await this.#consume(session);
    });
  }

  /** Stands on disk before it is done; what is under way is finished, as far as it is in ten seconds. */
  async pause() {
    await this.#commands.take('', async () => {
      await this.pauses.pause(TO_SEND_QUEUE);
      log('warn', 'consumer-paused', { queue: TO_SEND_QUEUE });
      if (this.#session) await this.#cancel(this.#session);
    });
    await within(Promise.allSettled(this.#underWay), FINISH_MS, 'finishing mails under way').catch((error) => log('info', 'still-under-way', { reason: kindOf(error) }));
  }

  async resume() {
    await this.#commands.take('', async () => {
      await this.pauses.resume(TO_SEND_QUEUE);
      log('warn', 'consumer-resumed', { queue: TO_SEND_QUEUE });
      if (this.#session && !this.#taking && !this.#stopping.signal.aborted) await this.#consume(this.#session);
    });
  }

  /** @param {import('../broker/session.js').Session} session */
  async #consume(session) {
    const ending = new AbortController();
    // One for the consumer, not one per message: the runtime keeps each for as long as its sources live.
    const signal = AbortSignal.any([session.signal, this.#stopping.signal, ending.signal]);
    const take = (/** @type {import('amqplib').Message | null} */ message) => {
      // The broker ends a consumer whose queue is deleted: start over with a new session, which declares it again.
      if (!message) return void session.close();
      const work = this.#handle(session, message, signal, ending.signal);
      this.#underWay.add(work);
      return void work.finally(() => this.#underWay.delete(work));
    };
    const { consumerTag } = await within(session.channel.consume(TO_SEND_QUEUE, take), CALL_MS, 'starting to consume');
    if (!session.signal.aborted) this.#taking = { tag: consumerTag, ending };
  }

  /**
   * @param {import('../broker/session.js').Session} session @param {import('amqplib').Message} message
   * @param {AbortSignal} signal @param {AbortSignal} paused when only this consumer has ended, what is left goes back by itself
   */
  async #handle(session, message, signal, paused) {
    try {
      // Delivered while stopping: it goes back when the session closes.
      const done = !signal.aborted && (await handleDelivery(this.parts, session, message, signal));
      if (!done && paused.aborted) session.requeue(message);
    } catch (error) {
      log('error', 'delivery-failed', { reason: kindOf(error) });
      await pause(2_000, signal);
      session.requeue(message);
    }
  }

  /** @param {import('../broker/session.js').Session} session */
  async #cancel(session) {
    const taking = this.#taking;
    if (!taking) return;
    try {
      await within(session.channel.cancel(taking.tag), 5_000, 'ending the consumer');
    } catch (error) {
      log('warn', 'cancel-failed', { reason: kindOf(error) });
      // The next session looks at the pause before it consumes.
      void session.close();
    }
    taking.ending.abort();
    this.#taking = undefined;
  }

  /** @param {import('../broker/session.js').Session} session */
  #lost(session) {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#taking = undefined;
  }

  /** Takes no more, lets the mails under way finish, puts back those that wait for SMTP. @param {number} deadlineMs */
  async drain(deadlineMs) {
    this.#stopping.abort();
    if (this.#session) await this.#cancel(this.#session);
    await within(Promise.allSettled(this.#underWay), deadlineMs, 'finishing mails under way');
  }
}
