import { createHash } from 'node:crypto';
import { MAIL_FAILED, MAIL_SENT, PARTNER } from '../broker/topology.js';

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

/** The same GUID each time (version 5), so whoever hears it twice knows it. @param {string} type @param {string} mailId */
export function eventId(type, mailId) {
  const bytes = createHash('sha1').update(Buffer.from(mailId.replaceAll('-', ''), 'hex')).update(type).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
