import { createHash } from 'node:crypto';
import { guidOf } from '../host/guid.js';

// Each delivery adds its own; the mail is the same.
const DELIVERY = /^(?:received|x-received|return-path|delivered-to|x-original-to|x-delivered-to|envelope-to|received-spf|authentication-results|x-spam-[\w-]+|arc-[\w-]+):.*\n(?:[ \t].*\n)*/gim;

/**
 * The id of a mail within an organisation. By its Message-ID together with its writer and its words, because mail programs are met that
 * give one Message-ID to many mails, and not one of those may be lost; without a Message-ID by all of it but the traces of its delivery.
 * @param {string} tenantId @param {{ messageId?: string, text: string }} mail @param {{ raw: Buffer, writer: string }} parsed
 */
export function mailIdOf(tenantId, { messageId, text }, { raw, writer }) {
  if (messageId) return guidOf(tenantId, 'message-id', messageId, writer, digest(text.replace(/\s+/g, ' ')));
  const mail = raw.toString('latin1').replaceAll('\r\n', '\n');
  const end = mail.indexOf('\n\n') + 1;
  return guidOf(tenantId, 'mail', digest(mail.slice(0, end).replace(DELIVERY, '')), digest(mail.slice(end).trimEnd()));
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
