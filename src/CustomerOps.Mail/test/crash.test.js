import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from './support/eventually.js';
import { mailToSend } from './support/partner.js';
import { Rabbit } from './support/rabbit.js';
import { scene } from './support/scene.js';

const MAILS = 120;
const LANES = 4;

test('kill -9 again and again: no mail is lost, and only those under way may go twice, with the same Message-ID', async (t) => {
  const { smtp, partner, mail } = await scene(t, { MAIL_LANES: LANES });
  smtp.onMail = () => sleep(20);
  const orders = Array.from({ length: MAILS }, () => mailToSend());
  for (const order of orders) await partner.order(order);
  const kills = 3;
  for (let kill = 1; kill <= kills; kill += 1) {
    await eventually(() => smtp.received.length >= (MAILS / 5) * kill);
    await mail.end('SIGKILL');
    await mail.run();
    await mail.connected();
  }
  await eventually(() => orders.every((order) => partner.about(order.data.mailId).length > 0), 60_000);
  const copies = new Map(orders.map((order) => [order.data.mailId, smtp.received.filter((one) => one.messageId === `<${order.data.mailId}@customerops>`).length]));
  assert.equal([...copies.values()].filter((count) => count === 0).length, 0);
  assert.ok(smtp.received.length - MAILS <= kills * LANES, `${smtp.received.length - MAILS} went twice`);
  for (const order of orders) assert.equal(new Set(partner.about(order.data.mailId).map((heard) => heard.messageId)).size, 1);
});

test('killed after the mail was journalled and before anybody was told: it is told and not sent again', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  await mail.end('SIGKILL');
  const order = mailToSend();
  await appendFile(join(mail.env.MAIL_JOURNAL, 'mails.log'), `sending ${order.data.mailId} 2026-11-22T08:00:01.000Z\nsent ${order.data.mailId} 2026-11-22T08:00:02.000Z\n`);
  await partner.order(order);
  await mail.run();
  const { event } = await partner.hears(order.data.mailId);
  assert.equal(event.data.acceptedAt, '2026-11-22T08:00:02.000Z');
  assert.equal(smtp.received.length, 0);
});

test('killed while SMTP had the mail but had not answered: it goes again with the same bytes', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  /** @type {string[]} */
  const seen = [];
  smtp.onMail = async ({ raw }) => {
    seen.push(raw);
    if (seen.length === 1) await mail.end('SIGKILL');
  };
  const order = mailToSend();
  await partner.order(order);
  await eventually(() => seen.length === 1);
  await mail.end('SIGKILL');
  await mail.run();
  await partner.hears(order.data.mailId);
  assert.equal(seen.length, 2);
  assert.equal(seen[0], seen[1]);
  assert.equal(mail.lines('mail-may-go-twice').length, 1);
});

test('a broker restart in the middle loses nothing and sends nothing twice', async (t) => {
  const rabbit = await Rabbit.create();
  t.after(() => rabbit.destroy());
  const { smtp, partner, mail } = await scene(t, { bus: rabbit.bus, MAIL_LANES: LANES });
  smtp.onMail = () => sleep(20);
  const orders = Array.from({ length: MAILS }, () => mailToSend());
  for (const order of orders) await partner.order(order);
  await eventually(() => smtp.received.length >= MAILS / 4);
  await rabbit.stop();
  const health = await mail.fetch('/health');
  assert.deepEqual([health.status, await health.json()], [503, { status: 'not-ready', reasons: ['broker: not connected'] }]);
  const redrive = await mail.fetch('/internal/re-drive', { method: 'POST', headers: { 'X-Operator-Key': 'operator-key' } });
  assert.equal(redrive.status, 503);
  const before = smtp.received.length;
  await rabbit.start();
  await eventually(() => smtp.received.length >= MAILS, 60_000);
  await eventually(() => mail.lines('mail-sent').length >= MAILS, 30_000);
  assert.ok(before < MAILS);
  assert.equal(new Set(smtp.received.map((one) => one.messageId)).size, MAILS);
  assert.equal(smtp.received.length, MAILS);
  assert.equal(await mail.end('SIGTERM'), 0);
});
