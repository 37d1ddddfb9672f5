import { randomUUID } from 'node:crypto';
import { ERROR_QUEUE, TO_SEND_QUEUE } from '../broker/topology.js';
import { within } from '../host/patience.js';

/**
 * Puts the mails that failed so far back into the queue, as if they came for the first time. One already sent is not sent again.
 * @param {import('../broker/session.js').Session} session
 * @returns {Promise<number>} how many
 */
export async function redrive(session) {
  const { messageCount } = await within(session.channel.checkQueue(ERROR_QUEUE), 15_000, 'counting failed mails');
  let moved = 0;
  // Only those there at the start: one that fails again comes back to the end of this very queue.
  while (moved < messageCount) {
    const message = await within(session.channel.get(ERROR_QUEUE), 15_000, 'fetching a failed mail');
    if (!message) break;
    try {
      await putBack(session, message);
    } catch (error) {
      session.requeue(message);
      throw error;
    }
    moved += 1;
  }
  return moved;
}

/** @param {import('../broker/session.js').Session} session @param {import('amqplib').GetMessage} message */
async function putBack(session, message) {
  const { contentType, type, messageId, headers = {} } = message.properties;
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('x-'));
  await session.publish('', TO_SEND_QUEUE, message.content, {
    messageId: messageId || randomUUID(),
    mandatory: true,
    contentType,
    type,
    headers: Object.fromEntries(own),
  });
  session.ack(message);
}
