import { domainToASCII } from 'node:url';
import { NotUnderstood, line, object } from './reading.js';

/** @typedef {{ email: string, name: string | undefined }} Address the domain of the e-mail address is in ASCII form */

/** @param {unknown} value @param {string} where @returns {Address} */
export function readAddress(value, where) {
  const address = object(value, where);
  const name = address.name ?? undefined;
  return {
    email: readEmail(address.email, `${where}.email`),
    name: name === undefined || (typeof name === 'string' && name.trim() === '') ? undefined : line(name, `${where}.name`, 200),
  };
}

// Plain addresses only: no quoted local parts, comments, routes or address literals, which is
// where the ways to smuggle a second recipient live.
/** @param {unknown} value @param {string} where */
function readEmail(value, where) {
  const text = line(value, where, 254);
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  const isLocal = at > 0 && local.length <= 64 && /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local);
  const isDomain = domain.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domain);
  if (!isLocal || !isDomain) throw new NotUnderstood(where, 'not an e-mail address');
  return `${local}@${domain}`;
}
