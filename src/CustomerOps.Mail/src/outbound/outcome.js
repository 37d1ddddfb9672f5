import { MAIL_FAILED, MAIL_SENT, PARTNER } from '../broker/topology.js';
import { guidOf } from '../host/guid.js';

/** @typedef {{ mailId: string, tenantId: string }} About */

/** @param {import('../broker/session.js').Session} session @param {About} mail @param {string} acceptedAt @param {string | undefined} traceparent */
export async function tellSent(session, mail, acceptedAt, traceparent) {
  await tell(session, MAIL_SENT, mail, acceptedAt, { acceptedAt }, traceparent);
}

/** @param {import('../broker/session.js').Session} session @param {About} mail @param {string} reason @param {string | undefined} traceparent */
export async function tellFailed(session, mail, reason, traceparent) {
  await tell(session, MAIL_FAILED, mail, new Date().toISOString(), { reason }, traceparent);
}

/**
 * @param {import('../broker/session.js').Session} session @param {string} type @param {About} mail
 * @param {string} time @param {Record<string, string>} facts @param {string | undefined} traceparent
 */
async function tell(session, type, { mailId, tenantId }, time, facts, traceparent) {
  const id = eventId(type, mailId);
  const event = {
    specversion: '1.0',
    id,
    source: '/mail',
    type,
    subject: mailId,
    time,
    datacontenttype: 'application/json',
    tenantid: tenantId,
    ...(traceparent && { traceparent }),
    data: { mailId, tenantId, ...facts },
  };
  await session.publish(PARTNER, type, Buffer.from(JSON.stringify(event)), {
    messageId: id,
    type,
    contentType: 'application/cloudevents+json',
    ...(traceparent && { headers: { traceparent } }),
  });
}

/** Of what became of a mail. @param {string} type @param {string} mailId */
export function eventId(type, mailId) {
  return guidOf(mailId, type);
}
