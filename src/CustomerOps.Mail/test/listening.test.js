import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { AURORA, NORDLYS, handIn, inboundScene, plainMail, refusalOf } from './support/inbound.js';
import { eventually } from './support/eventually.js';
import { Rabbit } from './support/rabbit.js';

test('a mail for a mailbox is told with the same id each time, whichever mailbox it came to', async (t) => {
  const { reader, mail, port } = await inboundScene(t);
  const raw = plainMail({ Cc: 'Ole <ole@example.com>', 'In-Reply-To': '<a@b>', References: '<0@b>\r\n <a@b>' });
  await handIn(port(), raw, { to: ['support@nordlys.example', 'SALES+spring@nordlys.example'] });
  await handIn(port(), `Received: from elsewhere\r\n${raw}`, { to: ['sales@nordlys.example'] });
  await handIn(port(), raw, { to: ['help@aurora.example', 'support@nordlys.example'] });
  const told = await reader.hears(4);
  const ofNordlys = told.filter((one) => one.tenantId === NORDLYS);
  assert.equal(ofNordlys.length, 3);
  assert.equal(new Set(ofNordlys.map((one) => one.id)).size, 1);
  assert.notEqual(told.find((one) => one.tenantId === AURORA)?.id, ofNordlys[0].id);
  for (const one of told) assert.deepEqual([one.messageId, one.mail.mailId], [one.id, one.id]);
  const [{ mail: first, traceparent }] = told;
  assert.deepEqual([first.mailbox, first.from, first.subject, first.text, first.inReplyTo, first.references, first.automatic], ['support@nordlys.example', { email: 'anna@example.com', name: 'Anna' }, 'Parcel', 'Hello, where is my parcel?', '<a@b>', ['<0@b>', '<a@b>'], 'none']);
  assert.match(String(traceparent), /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  assert.doesNotMatch(mail.output, /anna|parcel/i);
});

test('a stranger’s address is refused, a mail too large too, and the door stays open', async (t) => {
  const { reader, port } = await inboundScene(t, { MAIL_IN_MAX_BYTES: 20_000 });
  assert.equal(await refusalOf(handIn(port(), plainMail(), { to: ['nobody@nordlys.example'] })), 550);
  assert.equal(await refusalOf(handIn(port(), plainMail({}, 'x\r\n'.repeat(20_000)))), 552);
  await handIn(port(), plainMail());
  assert.equal((await reader.hears(1)).length, 1);
});

test('nobody takes mails, or the broker is away: 451, and when it is back the same mail goes in once', async (t) => {
  const rabbit = await Rabbit.create();
  t.after(() => rabbit.destroy());
  const { reader, mail, port } = await inboundScene(t, { bus: rabbit.bus });
  const raw = plainMail();
  await reader.turnAway();
  assert.equal(await refusalOf(handIn(port(), raw)), 451);
  await reader.listen();
  await handIn(port(), raw);
  reader.connection.on('error', () => {});
  reader.channel.on('error', () => {});
  t.mock.method(reader, 'leave', async () => {});
  await rabbit.stop();
  assert.equal(await refusalOf(handIn(port(), raw)), 451);
  assert.equal((await mail.fetch('/alive')).status, 200);
  assert.equal(reader.told.length, 1);
});

test('killed at any point: what was accepted is told, with the id it had before', async (t) => {
  const { reader, mail, port } = await inboundScene(t);
  const mails = Array.from({ length: 40 }, (_, n) => plainMail({ Subject: `Nr. ${n}` }, `text ${n}`));
  let waiting = mails;
  for (let round = 0; waiting.length > 0; round += 1) {
    assert.ok(round < 20);
    const handed = Promise.all(waiting.map((raw) => refusalOf(handIn(port(), raw))));
    if (round < 2) await eventually(() => reader.told.length > 5 * (round + 1));
    if (round < 2) await mail.end('SIGKILL');
    const answers = await handed;
    waiting = waiting.filter((_, index) => answers[index] !== undefined);
    if (round < 2) await mail.run().then(() => mail.connected());
  }
  const ids = new Map(reader.told.map((one) => [one.id, one.mail.subject]));
  assert.deepEqual([...ids.values()].sort(), mails.map((_, n) => `Nr. ${n}`).sort());
});

test('a mailbox written into the file is known without a restart', async (t) => {
  const { reader, mail, port } = await inboundScene(t, { MAILBOXES: '', MAILBOXES_FILE: join(process.env.TMPDIR ?? '/tmp', `mailboxes-${randomUUID()}.json`) });
  assert.equal(await refusalOf(handIn(port(), plainMail())), 550);
  await writeFile(mail.env.MAILBOXES_FILE, JSON.stringify({ 'support@nordlys.example': NORDLYS }));
  await eventually(async () => (await refusalOf(handIn(port(), plainMail()))) === undefined);
  assert.equal((await reader.hears(1))[0].tenantId, NORDLYS);
});

test('a caller who never comes to the point is put out, and others are served meanwhile', async (t) => {
  const { reader, port } = await inboundScene(t, { MAIL_IN_CONNECTION_MS: 1_500, MAIL_IN_CONNECTIONS: 3 });
  const slow = [1, 2].map(() => connect(port(), '127.0.0.1'));
  const ended = slow.map((socket) => new Promise((resolve) => socket.on('close', resolve).on('error', () => {})));
  const drip = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('N')), 200);
  await handIn(port(), plainMail());
  await reader.hears(1);
  await Promise.all(ended);
  clearInterval(drip);
});
