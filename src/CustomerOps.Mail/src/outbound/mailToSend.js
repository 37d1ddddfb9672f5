import { MAIL_TO_SEND } from '../broker/topology.js';
import { readAddress } from './addresses.js';
import { readFiles } from './files.js';
import { readHeaders } from './headers.js';
import { NotUnderstood, guid, line, longText, object } from './reading.js';

/**
 * A mail as the contract `mail.mail-to-send.v1` orders it, checked.
 * @typedef {object} MailToSend
 * @property {string} mailId
 * @property {string} tenantId
 * @property {import('./addresses.js').Address} to
 * @property {import('./addresses.js').Address} from
 * @property {string} subject
 * @property {string} text
 * @property {string | undefined} html
 * @property {string | undefined} language
 * @property {Record<string, string>} headers
 * @property {import('./files.js').EnclosedFile[]} files
 * @property {Date} writtenAt
 * @property {string | undefined} traceparent
 */

// Ten megabytes of files in base64, and the words.
const LARGEST_EVENT = 15_500_000;

/** @param {Buffer} content @returns {MailToSend} @throws {NotUnderstood} with the ids it could read, so that the sender can be told */
export function readMailToSend(content) {
  if (content.length > LARGEST_EVENT) throw new NotUnderstood('event', `larger than ${LARGEST_EVENT} bytes`);
  const event = object(parse(content), 'event');
  const data = object(event.data, 'data');
  try {
    return checked(event, data);
  } catch (error) {
    if (error instanceof NotUnderstood) error.about = idsOf(event, data);
    throw error;
  }
}

/** @param {Record<string, unknown>} event @param {Record<string, unknown>} data @returns {MailToSend} */
function checked(event, data) {
  if (event.specversion !== '1.0') throw new NotUnderstood('specversion', 'not 1.0');
  if (event.type !== MAIL_TO_SEND) throw new NotUnderstood('type', `not ${MAIL_TO_SEND}`);
  const tenantId = guid(event.tenantid, 'tenantid');
  // The data need not repeat whose mail it is, but must not say otherwise.
  if (data.tenantId !== undefined && guid(data.tenantId, 'data.tenantId') !== tenantId) throw new NotUnderstood('data.tenantId', 'not that of the envelope');
  const html = data.html ?? undefined;
  const language = data.language ?? undefined;
  const writtenAt = new Date(line(event.time, 'time', 64));
  if (Number.isNaN(writtenAt.getTime())) throw new NotUnderstood('time', 'not a time');
  return {
    mailId: guid(data.mailId, 'data.mailId'),
    tenantId,
    to: readAddress(data.to, 'data.to'),
    from: readAddress(data.from, 'data.from'),
    subject: line(data.subject, 'data.subject', 400),
    text: longText(data.text, 'data.text', 256_000),
    html: html === undefined ? undefined : longText(html, 'data.html', 512_000),
    language: language === undefined ? undefined : readLanguage(language),
    headers: readHeaders(data.headers ?? {}),
    files: readFiles(data.files),
    writtenAt,
    traceparent: readTraceparent(event.traceparent),
  };
}

/** @param {Buffer} content @returns {unknown} */
function parse(content) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new NotUnderstood('event', 'not JSON in UTF-8');
  }
}

/** @param {Record<string, unknown>} event @param {Record<string, unknown>} data */
function idsOf(event, data) {
  try {
    return { mailId: guid(data.mailId, 'data.mailId'), tenantId: guid(event.tenantid, 'tenantid') };
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
function readLanguage(value) {
  const language = line(value, 'data.language', 35);
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) throw new NotUnderstood('data.language', 'not a language tag');
  return language;
}

// A broken trace must not cost the customer a mail: it starts a new one.
/** @param {unknown} value */
function readTraceparent(value) {
  return typeof value === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : undefined;
}
