import { randomUUID } from 'node:crypto';
import { ERROR_QUEUE, WAIT_QUEUE } from '../broker/topology.js';
import { kindOf, log } from '../host/log.js';
import { JournalFailure } from './journal.js';
import { readMailToSend } from './mailToSend.js';
import { tellFailed, tellSent } from './outcome.js';
import { NotUnderstood } from './reading.js';
import { SmtpFailure } from './smtp.js';

const ATTEMPTS = 'x-customerops-attempts';

/**
 * @typedef {object} Parts
 * @property {import('./sender.js').Sender} sender
 * @property {import('./turns.js').Turns} turns
 * @property {import('./journal.js').Journal} journal
 * @property {import('../host/settings.js').Settings} settings
 * @property {import('../host/telemetry.js').Telemetry} telemetry
 */

/**
 * What is done with one message of the queue: sent and acknowledged, put off, or given up; false when it was left as it is, because of the signal.
 * @param {Parts} parts @param {import('../broker/session.js').Session} session
 * @param {import('amqplib').Message} message @param {AbortSignal} signal @returns {Promise<boolean>}
 */
export async function handleDelivery(parts, session, message, signal) {
  /** @type {import('./mailToSend.js').MailToSend} */
  let mail;
  try {
    mail = readMailToSend(message.content);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    await giveUp(parts, session, message, error.about, `not-understood: ${error.message}`, undefined);
    return true;
  }
  let done = true;
  await parts.telemetry.consume(mail, async (traceparent) => {
    try {
      // A copy of a mail waits for the first: it may come on a new session while the first still talks to SMTP.
      await parts.turns.take(mail.mailId, () => sendAndTell(parts, session, mail, traceparent, signal));
      session.ack(message);
    } catch (error) {
      // The message is given out again after a stop, a pause or a lost connection; nothing to decide here.
      if (signal.aborted) done = false;
      else await afterFailure(parts, session, message, mail, error, traceparent);
    }
  });
  return done;
}

/**
 * @param {Parts} parts @param {import('../broker/session.js').Session} session
 * @param {import('./mailToSend.js').MailToSend} mail @param {string | undefined} traceparent @param {AbortSignal} signal
 */
async function sendAndTell({ sender, journal, telemetry }, session, mail, traceparent, signal) {
  const acceptedAt = await sender.send(mail, signal);
  if (journal.find(mail.mailId)?.state === 'told') return telemetry.count('duplicate');
  await tellSent(session, mail, acceptedAt, traceparent);
  await journal.record('told', mail.mailId, acceptedAt);
  telemetry.count('sent');
  return log('info', 'mail-sent', { mailId: mail.mailId, traceId: traceparent?.slice(3, 35) });
}

/**
 * @param {Parts} parts @param {import('../broker/session.js').Session} session @param {import('amqplib').Message} message
 * @param {import('./mailToSend.js').MailToSend} mail @param {unknown} error @param {string | undefined} traceparent
 */
async function afterFailure(parts, session, message, mail, error, traceparent) {
  // Sent, but not yet told or acknowledged: nobody may hear that it failed.
  if (parts.journal.wasSent(mail.mailId)) throw error;
  const failing = error instanceof SmtpFailure ? error.failing : undefined;
  const reason = error instanceof SmtpFailure ? `smtp-${error.failing}-${error.code}` : kindOf(error);
  if (failing === 'permanent') return giveUp(parts, session, message, mail, reason, traceparent);
  // What is no fault of this mail may last as long as it likes.
  const counts = failing !== 'unreachable' && !(error instanceof JournalFailure);
  const attempts = Number(message.properties.headers?.[ATTEMPTS] ?? 0) + (counts ? 1 : 0);
  if (attempts >= parts.settings.attempts) return giveUp(parts, session, message, mail, `retries-exhausted: ${reason}`, traceparent);
  await move(session, message, WAIT_QUEUE, { [ATTEMPTS]: attempts }, parts.settings.retryDelayMs);
  parts.telemetry.count('put-off');
  return log('warn', 'mail-put-off', { mailId: mail.mailId, reason, attempts, traceId: mail.traceparent?.slice(3, 35) });
}

/**
 * @param {Parts} parts @param {import('../broker/session.js').Session} session @param {import('amqplib').Message} message
 * @param {import('./outcome.js').About | undefined} about @param {string} reason @param {string | undefined} traceparent
 */
async function giveUp(parts, session, message, about, reason, traceparent) {
  if (about) await tellFailed(session, about, reason, traceparent);
  await move(session, message, ERROR_QUEUE, {
    'x-customerops-reason': reason,
    'x-customerops-failed-at': new Date().toISOString(),
    'x-customerops-exchange': message.fields.exchange,
    'x-customerops-routing-key': message.fields.routingKey,
  });
  parts.telemetry.count('failed');
  log('error', 'mail-failed', { mailId: about?.mailId, reason, traceId: traceparent?.slice(3, 35) });
}

/**
 * Publishes the whole message to another queue and only then lets go of it here.
 * @param {import('../broker/session.js').Session} session @param {import('amqplib').Message} message
 * @param {string} queue @param {Record<string, string | number>} headers @param {number} [expirationMs]
 */
async function move(session, message, queue, headers, expirationMs) {
  const { contentType, contentEncoding, type, correlationId, appId, timestamp } = message.properties;
  await session.publish('', queue, message.content, {
    messageId: message.properties.messageId || randomUUID(),
    mandatory: true,
    headers: { ...withoutDeaths(message.properties.headers), ...headers },
    ...defined({ contentType, contentEncoding, type, correlationId, appId, timestamp }),
    ...(expirationMs && { expiration: String(expirationMs) }),
  });
  session.ack(message);
}

// The broker's own notes of earlier queues grow with every round and would stop a second one as a cycle.
/** @param {Record<string, unknown> | undefined} headers */
function withoutDeaths(headers = {}) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^x-(.*-)?death|^x-delivery-count$/.test(name)));
}

/** @template {object} T @param {T} properties @returns {Partial<T>} */
function defined(properties) {
  return /** @type {Partial<T>} */ (Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)));
}
