import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './support/eventually.js';
import { ImapDouble } from './support/imap.js';
import { handIn, inboundScene, plainMail } from './support/inbound.js';

/** @param {import('node:test').TestContext} t @param {Record<string, string | number>} [settings] @param {Record<string, string>} [account] */
async function fetching(t, settings = {}, account = {}) {
  const imap = await new ImapDouble().start();
  t.after(() => imap.stop());
  const accounts = JSON.stringify([{ url: `imap://support:p%40ss@127.0.0.1:${imap.port}`, mailbox: 'support@nordlys.example', ...account }]);
  return { imap, ...(await inboundScene(t, { IMAP_ACCOUNTS: accounts, IMAP_POLL_MS: 300, ...settings })) };
}

test('unseen mails are told, and seen only then; the same by SMTP has the same id', async (t) => {
  const { imap, reader, port } = await fetching(t);
  const raw = plainMail({ Subject: 'By both ways' });
  imap.put(raw);
  await eventually(() => imap.unseen === 0);
  await handIn(port(), raw);
  const [byImap, bySmtp] = await reader.hears(2);
  assert.equal(byImap.id, bySmtp.id);
  assert.equal(byImap.mail.mailbox, 'support@nordlys.example');
});

test('nobody takes it: it stays unseen, and goes in when somebody does', async (t) => {
  const { imap, reader, mail } = await fetching(t);
  await reader.turnAway();
  imap.put(plainMail());
  await eventually(() => mail.lines('imap-trouble').length > 0);
  assert.equal(imap.unseen, 1);
  await reader.listen();
  await eventually(() => imap.unseen === 0);
  assert.equal(reader.told.length, 1);
});

test('the line is cut after the broker had it and before it was marked: it comes again with the same id', async (t) => {
  const { imap, reader } = await fetching(t);
  let cuts = 0;
  imap.onCommand = (line) => {
    if (/UID STORE/.test(line) && cuts++ < 2) throw new Error('cut');
  };
  imap.put(plainMail());
  await eventually(() => imap.unseen === 0, 30_000);
  assert.ok(imap.logins >= 3);
  assert.ok(reader.told.length >= 2);
  assert.equal(new Set(reader.told.map((one) => one.id)).size, 1);
});

test('killed while fetching: every mail is told, none twice under two ids', async (t) => {
  const { imap, reader, mail } = await fetching(t);
  for (let n = 0; n < 40; n += 1) imap.put(plainMail({ Subject: `Nr. ${n}` }, `text ${n}`));
  await eventually(() => reader.told.length > 10);
  await mail.end('SIGKILL');
  assert.ok(imap.unseen > 0);
  await mail.run();
  await eventually(() => imap.unseen === 0, 30_000);
  assert.equal(new Map(reader.told.map((one) => [one.id, one.mail.subject])).size, 40);
});

test('a server that goes and comes, one that refuses, a mail that cannot be fetched: the others are taken and the process lives', async (t) => {
  const { imap, reader, mail } = await fetching(t);
  imap.onCommand = (line) => {
    if (/UID FETCH 1 /.test(line)) throw new Error('a mail that breaks the server');
  };
  for (let n = 0; n < 3; n += 1) imap.put(plainMail({}, `text ${n}`));
  await reader.hears(2);
  imap.cut();
  imap.put(plainMail({}, 'later'));
  await eventually(() => imap.unseen === 1, 30_000);
  assert.equal((await mail.fetch('/alive')).status, 200);
  imap.onCommand = () => {};
  await eventually(() => imap.unseen === 0, 60_000);
});

test('taken mails are moved where that is wished, and one too large comes with its beginning', async (t) => {
  const { imap, reader, mail } = await fetching(t, { MAIL_IN_MAX_BYTES: 20_000 }, { moveTo: 'Taken' });
  imap.put(plainMail({ Subject: 'Large' }, 'word '.repeat(20_000)));
  const [{ mail: told }] = await reader.hears(1);
  assert.equal(told.subject, 'Large');
  assert.ok(told.text.length > 10_000 && told.text.length < 20_000);
  await eventually(() => imap.mails[0].folder === 'Taken');
  assert.doesNotMatch(mail.output, /p@ss|p%40ss/);
  assert.equal(await mail.end('SIGTERM'), 0);
});
