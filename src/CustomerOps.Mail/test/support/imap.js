import { once } from 'node:events';
import { createServer } from 'node:net';

/** @typedef {{ uid: number, raw: Buffer, seen: boolean, folder: string }} Stored */

/** An IMAP4rev1 server as far as a fetcher needs one: login, select, search unseen, fetch, flag, move. */
export class ImapDouble {
  /** @type {Stored[]} */
  mails = [];
  /** @type {Set<import('node:net').Socket>} */
  sockets = new Set();
  /** Throws to break the connection before a command is answered. @type {(command: string) => void} */
  onCommand = () => {};
  logins = 0;
  port = 0;

  async start() {
    this.server = createServer((socket) => this.#serve(socket));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = /** @type {import('node:net').AddressInfo} */ (this.server.address()).port;
    return this;
  }

  /** @param {string} raw */
  put(raw) {
    this.mails.push({ uid: this.mails.length + 1, raw: Buffer.from(raw), seen: false, folder: 'INBOX' });
    for (const socket of this.sockets) socket.write(`* ${this.#inbox().length} EXISTS\r\n`);
  }

  get unseen() {
    return this.#inbox().filter((mail) => !mail.seen).length;
  }

  /** Every line is cut. */
  cut() {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop() {
    this.cut();
    this.server?.close();
  }

  #inbox() {
    return this.mails.filter((mail) => mail.folder === 'INBOX');
  }

  /** @param {import('node:net').Socket} socket */
  #serve(socket) {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => {});
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready\r\n');
    let rest = '';
    socket.setEncoding('latin1').on('data', (text) => {
      rest += text;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        try {
          this.onCommand(line);
          this.#answer(socket, line);
        } catch {
          socket.destroy();
        }
      }
    });
  }

  /** @param {import('node:net').Socket} socket @param {string} line */
  #answer(socket, line) {
    const [, tag, command, rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
    const inbox = this.#inbox();
    const chosen = inbox.filter((mail) => mail.uid === Number(/^\d+/.exec(rest)?.[0]));
    const say = (/** @type {(string | Buffer)[]} */ ...parts) => parts.forEach((part) => socket.write(part));
    if (command === 'CAPABILITY') say('* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n');
    if (command === 'LOGIN') this.logins += 1;
    if (command === 'LIST') say(rest === '"" ""' ? '* LIST (\\Noselect) "/" ""\r\n' : '* LIST (\\HasNoChildren) "/" INBOX\r\n');
    if (command === 'SELECT') say(`* FLAGS (\\Seen)\r\n* ${inbox.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT ${this.mails.length + 1}] ok\r\n`);
    if (command === 'UID SEARCH') say(`* SEARCH ${inbox.filter((mail) => !mail.seen).map((mail) => mail.uid).join(' ')}\r\n`);
    if (command === 'UID FETCH') {
      const most = Number(/<0\.(\d+)>/.exec(rest)?.[1] ?? Infinity);
      for (const mail of chosen) {
        const body = mail.raw.subarray(0, most);
        say(`* ${inbox.indexOf(mail) + 1} FETCH (UID ${mail.uid} BODY[]<0> {${body.length}}\r\n`, body, ')\r\n');
      }
    }
    if (command === 'UID STORE') chosen.forEach((mail) => (mail.seen = true));
    if (command === 'UID MOVE') chosen.forEach((mail) => (mail.folder = /"?([^" ]+)"?$/.exec(rest)?.[1] ?? ''));
    if (command === 'LOGOUT') say('* BYE\r\n');
    say(`${tag} OK done\r\n`);
  }
}
