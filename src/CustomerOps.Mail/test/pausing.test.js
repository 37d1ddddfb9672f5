import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { TO_SEND_QUEUE } from '../src/broker/topology.js';
import { eventually } from './support/eventually.js';
import { mailToSend } from './support/partner.js';
import { scene } from './support/scene.js';

const KEY = { 'X-Operator-Key': 'operator-key' };

/** @param {import('./support/mailProcess.js').MailProcess} mail @param {string} path @param {Record<string, string>} [headers] */
const post = (mail, path, headers = KEY) => mail.fetch(`/internal/consumers${path}`, { method: 'POST', headers });

/** @param {import('./support/mailProcess.js').MailProcess} mail */
const view = async (mail) => (await shown(await mail.fetch('/internal/consumers', { headers: KEY })))[0];

/** @param {Response} answer @returns {Promise<import('../src/outbound/consumer.js').ConsumerView[]>} */
const shown = async (answer) => /** @type {any} */ (await answer.json());

/** @param {import('./support/partner.js').Partner} partner @param {number} count */
const waiting = (partner, count) => eventually(async () => (await partner.channel.checkQueue(TO_SEND_QUEUE)).messageCount === count, 20_000);

test('paused mails wait in the broker, also over a restart, and go out when resumed', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  assert.equal((await view(mail)).state, 'consuming');
  const [paused] = await shown(await post(mail, '/pause'));
  assert.deepEqual([paused.queue, paused.state], [TO_SEND_QUEUE, 'paused']);
  const order = mailToSend();
  await partner.order(order);
  await waiting(partner, 1);

  await mail.end('SIGKILL');
  await mail.run();
  await mail.connected();
  const again = await view(mail);
  assert.deepEqual([again.state, again.pausedAt], ['paused', paused.pausedAt]);
  const health = await mail.fetch('/health');
  assert.deepEqual([health.status, await health.json()], [200, { status: 'ready', paused: `Paused by an operator: ${TO_SEND_QUEUE} since ${paused.pausedAt}` }]);
  await waiting(partner, 1);
  assert.equal(smtp.received.length, 0);

  const [resumed] = await shown(await post(mail, `/${TO_SEND_QUEUE}/resume`));
  assert.deepEqual(resumed, { queue: TO_SEND_QUEUE, state: 'consuming' });
  await partner.hears(order.data.mailId);
  assert.equal(smtp.received.length, 1);
  assert.deepEqual(await (await mail.fetch('/health')).json(), { status: 'ready' });
});

test('a pause lets SMTP take what it is being told, and a second one changes nothing', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  let begun = false;
  smtp.onMail = () => {
    begun = true;
    return new Promise((resolve) => setTimeout(resolve, 400));
  };
  const [first, second] = [mailToSend(), mailToSend()];
  await partner.order(first);
  await eventually(() => begun);
  const [one] = await shown(await post(mail, `/${TO_SEND_QUEUE}/pause`));
  assert.equal(smtp.received.length, 1, 'it was finished before the answer');
  assert.equal((await shown(await post(mail, '/pause')))[0].pausedAt, one.pausedAt);
  await partner.order(second);
  await waiting(partner, 1);
  for (const _ of [1, 2]) assert.equal((await post(mail, '/resume')).status, 200);
  await partner.hears(second.data.mailId);
  assert.equal(smtp.received.length, 2);
  assert.equal(partner.about(first.data.mailId).length, 1);
});

test('what is held because SMTP is away goes back to the broker', async (t) => {
  const { smtp, partner, mail } = await scene(t, { MAIL_HOLD_MS: 600_000 });
  await smtp.stop();
  let calls = 0;
  // Somebody who hangs up at once, so that we know that the mail is being held.
  const rude = createServer((socket) => {
    calls += 1;
    socket.destroy();
  }).listen(smtp.port, '127.0.0.1');
  await once(rude, 'listening');
  const order = mailToSend();
  await partner.order(order);
  await eventually(() => calls > 0);
  assert.equal((await post(mail, '/pause')).status, 200);
  await waiting(partner, 1);
  await once(rude.close(), 'close');
  await smtp.start(smtp.port);
  assert.equal((await post(mail, '/resume')).status, 200);
  await partner.hears(order.data.mailId);
  assert.equal(smtp.received.length, 1);
});

test('only an operator pauses, only what there is, and a damaged note of it starts nothing', async (t) => {
  const { mail } = await scene(t);
  for (const headers of [{}, { 'X-Operator-Key': 'wrong' }]) assert.equal((await post(mail, '/pause', /** @type {Record<string, string>} */ (headers))).status, 401);
  assert.equal((await mail.fetch('/internal/consumers')).status, 401);
  assert.equal((await post(mail, '/no-such-queue/pause')).status, 404);
  assert.equal((await post(mail, '/constructor')).status, 404);
  assert.equal((await view(mail)).state, 'consuming');
  await mail.end('SIGTERM');
  await writeFile(join(String(mail.env.MAIL_JOURNAL), 'paused.json'), '{"mail.to-send":');
  await mail.run();
  assert.match(String(mail.lines('not-started')[0]?.reason), /paused\.json is damaged/);
});
