// The demo's mailbox: takes every mail, delivers none, shows them on a page and at GET /email. Loopback only.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const maildev = createRequire(import.meta.url)('maildev');
const keep = Number(process.env.MAILBOX_KEEP || 5_000);
const directory = mkdtempSync(join(tmpdir(), 'customerops-mailbox-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
// Maildev's pages don't report a taken port by themselves.
process.on('uncaughtException', (error) => {
  process.stderr.write(`mailbox: ${error.message}\n`);
  process.exit(1);
});

const mailbox = maildev({
  smtp: port('MAILBOX_SMTP_PORT', 1025),
  web: port('MAILBOX_WEB_PORT', 1080),
  ip: '127.0.0.1',
  webIp: '127.0.0.1',
  mailDirectory: directory,
  // Its log would repeat every subject.
  silent: true,
});

mailbox.on('new', () => {
  if (mailbox.store.length <= keep) return;
  mailbox.deleteEmail(mailbox.store[0].id, (/** @type {Error | null} */ error) => {
    if (error) throw error;
  });
});
mailbox.listen();

/** @param {string} name @param {number} otherwise */
function port(name, otherwise) {
  const value = Number(process.env[name] || otherwise);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Error(`${name} is not a port`);
}
