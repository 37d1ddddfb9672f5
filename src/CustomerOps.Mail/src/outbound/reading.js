/** Says where an event breaks the contract and how; never quotes what stood there. */
export class NotUnderstood extends Error {
  /** @type {{ mailId: string, tenantId: string } | undefined} */
  about;

  /** @param {string} where @param {string} what */
  constructor(where, what) {
    super(`${where}: ${what}`);
    this.name = 'NotUnderstood';
  }
}

/** @param {unknown} value @param {string} where @returns {Record<string, unknown>} */
export function object(value, where) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotUnderstood(where, 'not an object');
  return /** @type {Record<string, unknown>} */ (value);
}

/** @param {unknown} value @param {string} where */
export function guid(value, where) {
  if (typeof value !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) throw new NotUnderstood(where, 'not a GUID');
  return value.toLowerCase();
}

/**
 * Text that goes into a header: one line, no control characters, no lone surrogates.
 * @param {unknown} value @param {string} where @param {number} longest
 */
export function line(value, where, longest) {
  if (typeof value !== 'string' || value.trim() === '') throw new NotUnderstood(where, 'no text');
  if (value.length > longest) throw new NotUnderstood(where, `longer than ${longest} characters`);
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value)) throw new NotUnderstood(where, 'holds a line break or control character');
  return value;
}

/** @param {unknown} value @param {string} where @param {number} longest */
export function longText(value, where, longest) {
  if (typeof value !== 'string' || value === '') throw new NotUnderstood(where, 'no text');
  if (value.length > longest) throw new NotUnderstood(where, `longer than ${longest} characters`);
  if (value.includes('\0')) throw new NotUnderstood(where, 'holds a zero character');
  return value;
}
