// What comes out of a stranger's mail is bounded here, and holds nothing that JSON, a database or a header could stumble over.

/** Half of a pair of surrogates, a zero character. */
const UNSTORABLE = /[\p{Cs}\0]/gu;

/** @param {unknown} value @param {number} longest */
export function oneLine(value, longest) {
  if (typeof value !== 'string') return '';
  // Cut first: a header of megabytes must not be searched through.
  return cut(value.slice(0, longest * 4).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/ {2,}/g, ' ').trim(), longest);
}

/** @param {unknown} value @param {number} longest */
export function manyLines(value, longest) {
  return typeof value === 'string' ? cut(value.replace(/\r\n?/g, '\n'), longest).trim() : '';
}

/** @param {string} text @param {number} longest */
function cut(text, longest) {
  return text.slice(0, longest).replace(UNSTORABLE, '\ufffd');
}

/** Message-IDs in a header, each with its angle brackets; one too long to be real is passed over. @param {unknown} value @returns {string[]} */
export function messageIds(value) {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  return [...text.slice(0, 50_000).matchAll(/<[^<>\s]{1,498}>/g)].map(([id]) => id.replace(UNSTORABLE, '\ufffd'));
}
