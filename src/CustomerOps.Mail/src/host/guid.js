import { createHash } from 'node:crypto';

/** The same GUID for the same parts each time (version 5): who meets it twice knows it. @param {string} namespace a GUID @param {...string} parts */
export function guidOf(namespace, ...parts) {
  const hash = createHash('sha1').update(Buffer.from(namespace.replaceAll('-', ''), 'hex'));
  const bytes = hash.update(parts.join('\n')).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
