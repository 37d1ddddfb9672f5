import { NotUnderstood, line, object } from './reading.js';

// What an ordering service may set. Everything that says who, whom, when or how it is written is ours alone.
const ALLOWED = new Map(
  ['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id', 'In-Reply-To', 'References', 'Auto-Submitted', 'Importance'].map((name) => [name.toLowerCase(), name]),
);

/** What may stand in them, where that is a word of a few (RFC 3834, RFC 2156). @type {Record<string, string[]>} */
const WORDS = { 'Auto-Submitted': ['no', 'auto-generated', 'auto-replied'], Importance: ['low', 'normal', 'high'] };

/** @param {unknown} value @returns {Record<string, string>} */
export function readHeaders(value) {
  const entries = Object.entries(object(value, 'data.headers'));
  if (entries.length > 20) throw new NotUnderstood('data.headers', 'more than 20');
  /** @type {Record<string, string>} */
  const headers = {};
  for (const [given, content] of entries) {
    const name = ALLOWED.get(given.toLowerCase()) ?? (/^X-CustomerOps-[A-Za-z0-9-]{1,40}$/.test(given) ? given : undefined);
    if (!name) throw new NotUnderstood('data.headers', 'a header that may not be set');
    if (name in headers) throw new NotUnderstood(`data.headers.${name}`, 'given twice');
    const text = line(content, `data.headers.${name}`, 2_000);
    if (!/^[\x20-\x7e]+$/.test(text)) throw new NotUnderstood(`data.headers.${name}`, 'not plain ASCII');
    const words = WORDS[name];
    if (words && !words.includes(text)) throw new NotUnderstood(`data.headers.${name}`, `not ${words.join(' or ')}`);
    headers[name] = text;
  }
  return headers;
}
