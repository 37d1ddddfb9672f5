/** Names on the wire: the two exchanges are the platform's, the queues are ours. */
export const EVENTS = 'customerops.events';
export const PARTNER = 'customerops.partner';
export const MAIL_TO_SEND = 'mail.mail-to-send.v1';
export const MAIL_SENT = 'mail.mail-sent.v1';
export const MAIL_FAILED = 'mail.mail-failed.v1';
export const MAIL_RECEIVED = 'mail-received.v1';
export const MAIL_FILE_PIECE = 'mail-file-piece.v1';
export const TO_SEND_QUEUE = 'mail.to-send';
export const WAIT_QUEUE = 'mail.to-send_wait';
export const ERROR_QUEUE = 'mail.to-send_error';

// Back into a named queue without losing the message when a node dies in between.
/** @param {string} queue */
const whenDead = (queue) => ({
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': queue,
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
});

/** @param {Pick<import('amqplib').Channel, 'assertExchange' | 'assertQueue' | 'bindQueue'>} channel */
export async function declareOutbound(channel) {
  await channel.assertExchange(EVENTS, 'topic', { durable: true });
  await channel.assertExchange(PARTNER, 'topic', { durable: true });
  await channel.assertQueue(ERROR_QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  // A message that ends our process again and again must not do so for ever.
  const toSend = { 'x-queue-type': 'quorum', 'x-delivery-limit': 100, ...whenDead(ERROR_QUEUE) };
  await channel.assertQueue(TO_SEND_QUEUE, { durable: true, arguments: toSend });
  // Nobody reads this queue: each message stays for its own expiration and then returns.
  await channel.assertQueue(WAIT_QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum', ...whenDead(TO_SEND_QUEUE) } });
  await channel.bindQueue(TO_SEND_QUEUE, EVENTS, MAIL_TO_SEND);
}
