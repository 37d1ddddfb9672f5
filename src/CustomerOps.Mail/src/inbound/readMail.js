import { simpleParser } from 'mailparser';
import { within } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';
import { automaticKind } from './automatic.js';
import { readBounce } from './bounce.js';
import { Headers } from './headers.js';
import { manyLines, messageIds, oneLine } from './words.js';

/** @typedef {{ email: string, name?: string }} Person */
/**
 * writer: the address in From, whatever SMTP said besides, or an empty text
 * @typedef {{ headers: Headers, parsed: Partial<import('mailparser').ParsedMail>, raw: Buffer, writer: string }} Parsed
 */

const PARSE_MS = 20_000;
const LONGEST_TEXT = 100_000;
const LONGEST_HTML = 1_000_000;
const PEOPLE = 50;
const REFERENCES = 50;
const ATTACHMENTS = 100;

/** Never fails: a mail that defeats the parser is still somebody's mail, and comes with its head and its first words. @param {Buffer} raw @returns {Promise<Parsed>} */
export async function parse(raw) {
  const headers = new Headers(raw);
  try {
    const options = { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, maxHtmlLengthToParse: LONGEST_HTML };
    const parsed = await within(simpleParser(raw, options), PARSE_MS, 'parsing a mail');
    return { headers, raw, parsed, writer: people(parsed.from)[0]?.email.toLowerCase() ?? '' };
  } catch (error) {
    log('warn', 'mail-hard-to-read', { reason: kindOf(error), bytes: raw.length });
    const text = raw.subarray(0, LONGEST_TEXT * 2).toString('utf8');
    return { headers, raw, parsed: { subject: headers.get('subject'), text: text.slice(/\r?\n\r?\n/.exec(text)?.index ?? 0), attachments: [] }, writer: '' };
  }
}

/**
 * The mail as `mail-received.v1` tells it, but for its id.
 * @param {Parsed} mail @param {import('./mailboxes.js').Mailbox} mailbox @param {string | undefined} envelopeFrom
 */
export function readMail({ headers, parsed, raw }, mailbox, envelopeFrom) {
  const from = people(parsed.from)[0] ?? people(parsed.replyTo)[0] ?? (envelopeFrom ? { email: oneLine(envelopeFrom, 254) } : undefined);
  const subject = oneLine(parsed.subject, 300);
  const automatic = automaticKind(headers, { envelopeFrom, from: from?.email, subject, mailbox });
  const messageId = messageIds(headers.get('message-id'))[0];
  const inReplyTo = messageIds(headers.get('in-reply-to'))[0];
  return {
    mailbox: mailbox.address,
    ...(from && { from }),
    to: people(parsed.to),
    cc: people(parsed.cc),
    subject,
    text: text(parsed),
    ...(messageId && { messageId }),
    ...(inReplyTo && { inReplyTo }),
    references: messageIds(headers.all('references').join(' ')).slice(-REFERENCES),
    automatic,
    ...(automatic === 'bounce' && { bounce: readBounce(raw, headers) }),
    attachments: (parsed.attachments ?? []).slice(0, ATTACHMENTS).map(({ filename, contentType, size }) => ({
      name: oneLine(filename, 255) || 'unnamed',
      type: oneLine(contentType, 127).toLowerCase() || 'application/octet-stream',
      bytes: size ?? 0,
    })),
  };
}

/** @param {Partial<import('mailparser').ParsedMail>} parsed */
function text({ text, html }) {
  const plain = manyLines(text, LONGEST_TEXT);
  // A page too long for the parser's conversion: its words, however they stand.
  return plain || !html ? plain : manyLines(html.slice(0, LONGEST_HTML).replace(/<(style|script)\b[^]*?<\/\1>|<[^>]{0,5000}>/gi, ' ').replace(/[ \t]+/g, ' '), LONGEST_TEXT);
}

/** @param {import('mailparser').AddressObject | import('mailparser').AddressObject[] | undefined} field @returns {Person[]} */
function people(field) {
  const found = [field ?? []].flat().flatMap(({ value }) => value ?? []).flatMap((entry) => entry.group ?? [entry]);
  return found.slice(0, PEOPLE).flatMap(({ address, name }) => {
    const email = oneLine(address, 254);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return [];
    const called = oneLine(name, 200);
    return [{ email, ...(called && { name: called }) }];
  });
}
