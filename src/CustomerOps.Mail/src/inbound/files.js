import { MAIL_FILE_PIECE } from '../broker/topology.js';
import { guidOf } from '../host/guid.js';

const PIECE_BYTES = 512 * 1024;
const LARGEST = 25 * 1024 * 1024;
const FILES = 10;
const UNDER_WAY = 4;

/** @typedef {{ id: string, index: number, content: Buffer }} MailFile index: in the mail's attachments */

/**
 * The files whose contents are told: of a person's mail the first few that are not too large. The others are named by the mail alone.
 * @param {string} mailId @param {string} automatic @param {Partial<import('mailparser').ParsedMail>} parsed @returns {MailFile[]}
 */
export function filesOf(mailId, automatic, { attachments = [] }) {
  if (automatic !== 'none') return [];
  return attachments
    .map(({ content }, index) => ({ id: guidOf(mailId, 'file', String(index)), index, content }))
    .filter(({ content }) => Buffer.isBuffer(content) && content.length > 0 && content.length <= LARGEST)
    .slice(0, FILES);
}

/**
 * Tells a file piece by piece, each with an id by which a copy is known; resolves when the broker has them all.
 * @param {MailFile} file @param {(type: string, id: string, data: Record<string, unknown>) => Promise<void>} publish
 */
export async function tellPieces({ id, content }, publish) {
  const pieces = Math.ceil(content.length / PIECE_BYTES);
  for (let first = 0; first < pieces; first += UNDER_WAY) {
    const numbers = Array.from({ length: Math.min(UNDER_WAY, pieces - first) }, (_, i) => first + i);
    await Promise.all(numbers.map((number) => {
      const piece = content.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES).toString('base64');
      return publish(MAIL_FILE_PIECE, guidOf(id, 'piece', String(number)), { fileId: id, number, pieces, content: piece });
    }));
  }
}
