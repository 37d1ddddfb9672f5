import { messageIds, oneLine } from './words.js';

/** @typedef {{ originalMessageId?: string, recipient?: string, status?: string, action?: string }} Bounce */

const LOOKS_AT = 512 * 1024;

/**
 * What a bounce says, by RFC 3464 where it keeps to it, else by the habits of mail systems older than it.
 * @param {Buffer} raw @param {import('./headers.js').Headers} headers @returns {Bounce}
 */
export function readBounce(raw, headers) {
  const mail = raw.subarray(0, LOOKS_AT).toString('latin1');
  const body = mail.slice(/\r?\n\r?\n/.exec(mail)?.index ?? 0);
  const status = /^Status:[ \t]*([245]\.\d{1,3}\.\d{1,3})/im.exec(body)?.[1] ?? /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(body)?.[1];
  const action = /^Action:[ \t]*(failed|delayed|delivered|relayed|expanded)\b/im.exec(body)?.[1]?.toLowerCase();
  const recipient = /^(?:Final|Original)-Recipient:[^;\r\n]{0,40};[ \t]*<?([^\s<>;]{3,254})/im.exec(body)?.[1]
    ?? /([^\s<>,;"]{1,64}@[^\s<>,;"]{1,190})/.exec(headers.get('x-failed-recipients'))?.[1]
    ?? /<([^\s<>@"]{1,64}@[^\s<>@"]{1,190})>/.exec(body.replace(/^(?:[\w-]+-ID|References|In-Reply-To):.*$/gim, ''))?.[1];
  const original = messageIds(/^Message-ID:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,498}>)/im.exec(body)?.[1])[0]
    ?? messageIds(headers.get('in-reply-to'))[0] ?? messageIds(headers.get('references')).at(-1);
  return {
    ...(original && { originalMessageId: original }),
    ...(recipient && { recipient: oneLine(recipient, 254) }),
    ...(status && { status }),
    ...(action && { action }),
  };
}
