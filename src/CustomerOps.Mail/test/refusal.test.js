import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TO_SEND_QUEUE } from '../src/broker/topology.js';
import { eventually } from './support/eventually.js';
import { mailToSend } from './support/partner.js';
import { scene } from './support/scene.js';
import { refusal } from './support/smtp.js';

test('what cannot be understood goes to the error queue whole, with the reason, and the next mail goes out', async (t) => {
  const { smtp, partner } = await scene(t);
  const nonsense = Buffer.from('{"specversion":"1.0", hello');
  const badAddress = mailToSend({ to: { email: 'not an address', name: 'X' } });
  const good = mailToSend();
  await partner.order(nonsense);
  await partner.order(badAddress, { 'x-theirs': 'kept' });
  await partner.order(good);
  await partner.hears(good.data.mailId);
  const { event } = await partner.hears(badAddress.data.mailId);
  assert.equal(event.type, 'mail.mail-failed.v1');
  assert.equal(event.data.reason, 'not-understood: data.to.email: not an e-mail address');
  await eventually(async () => (await partner.failed()) === 2);
  const errors = await partner.takeErrors();
  const poison = errors.find((error) => error.content.equals(nonsense));
  assert.equal(poison?.properties.headers?.['x-customerops-reason'], 'not-understood: event: not JSON in UTF-8');
  const other = errors.find((error) => error !== poison);
  assert.deepEqual(JSON.parse(String(other?.content)), badAddress);
  assert.equal(other?.properties.messageId, badAddress.id);
  assert.equal(other?.properties.headers?.['x-theirs'], 'kept');
  assert.equal(other?.properties.headers?.['x-customerops-exchange'], 'customerops.events');
  assert.equal(smtp.received.length, 1);
});

test('a mail refused for good fails once, and a re-drive sends it when the cause is gone', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  let tries = 0;
  smtp.onRecipient = (address) => {
    tries += 1;
    throw refusal(550, `no mailbox ${address} here`);
  };
  const order = mailToSend();
  await partner.order(order);
  const { event } = await partner.hears(order.data.mailId);
  assert.equal(event.type, 'mail.mail-failed.v1');
  assert.equal(event.data.reason, 'smtp-permanent-550');
  await eventually(async () => (await partner.failed()) === 1);
  assert.equal(tries, 1);
  assert.doesNotMatch(mail.output, /jonna/);

  assert.equal((await mail.fetch('/internal/re-drive', { method: 'POST' })).status, 401);
  assert.equal((await mail.fetch('/internal/re-drive', { method: 'POST', headers: { 'X-Operator-Key': 'wrong' } })).status, 401);
  assert.equal(await partner.failed(), 1);
  smtp.onRecipient = () => {};
  const redrive = await mail.fetch('/internal/re-drive', { method: 'POST', headers: { 'X-Operator-Key': 'operator-key' } });
  assert.deepEqual([redrive.status, await redrive.json()], [200, { moved: 1 }]);
  await eventually(() => partner.about(order.data.mailId).some((heard) => heard.event.type === 'mail.mail-sent.v1'));
  assert.equal(smtp.received.length, 1);
  assert.equal(await partner.failed(), 0);
});

test('a mail refused for now is tried again later and arrives', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  let tries = 0;
  smtp.onMail = async () => {
    tries += 1;
    if (tries <= 2) throw refusal(451, 'come back later');
  };
  const order = mailToSend();
  await partner.order(order);
  const { event } = await partner.hears(order.data.mailId);
  assert.equal(event.type, 'mail.mail-sent.v1');
  assert.equal(tries, 3);
  assert.deepEqual(mail.lines('mail-put-off').map((line) => [line.reason, line.attempts]), [['smtp-temporary-451', 1], ['smtp-temporary-451', 2]]);
  assert.equal(mail.lines('mail-may-go-twice').length, 0);
});

test('a mail that is always refused for now is given up after the set number of tries', async (t) => {
  const { smtp, partner } = await scene(t, { MAIL_ATTEMPTS: 3 });
  let tries = 0;
  smtp.onMail = async () => {
    tries += 1;
    throw refusal(451, 'come back later');
  };
  const order = mailToSend();
  await partner.order(order);
  const { event } = await partner.hears(order.data.mailId);
  assert.equal(event.data.reason, 'retries-exhausted: smtp-temporary-451');
  await eventually(async () => (await partner.failed()) === 1);
  assert.equal(tries, 3);
});

test('a message that ends the process again and again ends in the error queue', async (t) => {
  const { partner, mail } = await scene(t);
  await mail.end('SIGTERM');
  const order = mailToSend();
  await partner.order(order);
  for (let delivery = 0; delivery <= 100; delivery += 1) {
    const message = await eventually(async () => (await partner.channel.get(TO_SEND_QUEUE)) || undefined);
    partner.channel.nack(message, false, true);
  }
  await eventually(async () => (await partner.failed()) === 1);
  const [error] = await partner.takeErrors();
  assert.deepEqual(JSON.parse(String(error.content)), order);
});

test('an SMTP server that never answers is left at the deadline', async (t) => {
  const { smtp, partner, mail } = await scene(t, { MAIL_SMTP_DEADLINE_MS: 400, MAIL_ATTEMPTS: 2 });
  smtp.onMail = () => new Promise((resolve) => setTimeout(resolve, 1_500));
  const order = mailToSend();
  await partner.order(order);
  const { event } = await partner.hears(order.data.mailId);
  assert.equal(event.data.reason, 'retries-exhausted: smtp-temporary-deadline');
  assert.equal(mail.lines('mail-may-go-twice').length, 1);
});

test('SMTP down: mails wait, however long, nothing fails; SMTP up: each goes once', async (t) => {
  // Held only shortly, so that they also go round through the wait queue more often than the tries allowed.
  const { smtp, partner, mail } = await scene(t, { MAIL_HOLD_MS: 50, MAIL_ATTEMPTS: 2 });
  const { port } = smtp;
  await smtp.stop();
  const orders = Array.from({ length: 30 }, () => mailToSend());
  for (const order of orders) await partner.order(order);
  await eventually(() => mail.lines('mail-put-off').length > orders.length * 3, 30_000);
  const health = await mail.fetch('/health');
  assert.deepEqual([health.status, await health.json()], [503, { status: 'not-ready', reasons: ['smtp: ESOCKET'] }]);
  await smtp.start(port);
  await eventually(() => orders.every((order) => partner.about(order.data.mailId).length === 1), 30_000);
  assert.equal(smtp.received.length, orders.length);
  assert.equal(await partner.failed(), 0);
  await eventually(async () => (await mail.fetch('/health')).status === 200);
});
