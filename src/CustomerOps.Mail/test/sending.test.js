import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { eventually } from './support/eventually.js';
import { mailToSend } from './support/partner.js';
import { scene } from './support/scene.js';

test('a mail goes out as ordered and the partners are told', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  const order = mailToSend();
  await partner.order(order);
  const { event, messageId, contentType } = await partner.hears(order.data.mailId);

  const [received] = smtp.received;
  assert.deepEqual(received.to, ['jonna@example.com']);
  assert.equal(received.from, 'svar@nordlys.example');
  assert.equal(received.messageId, `<${order.data.mailId}@customerops>`);
  for (const line of ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', 'Content-Language: da', 'List-Unsubscribe: <http://127.0.0.1/u/1>', 'Date: Sun, 22 Nov 2026 08:00:00 +0000']) {
    assert.ok(received.raw.split('\r\n').includes(line), line);
  }
  assert.match(received.raw, /text\/plain[\s\S]*http:\/\/127\.0\.0\.1\/s\/secret-link[\s\S]*text\/html/);
  assert.doesNotMatch(received.raw, /0af7651916cd43dd8448eb211c80319c/);

  assert.equal(contentType, 'application/cloudevents+json');
  assert.equal(event.type, 'mail.mail-sent.v1');
  assert.equal(event.id, messageId);
  assert.equal(event.tenantid, order.tenantid);
  assert.deepEqual({ ...event.data, acceptedAt: undefined }, { mailId: order.data.mailId, tenantId: order.data.tenantId, acceptedAt: undefined });
  assert.ok(Math.abs(Date.now() - Date.parse(String(event.data.acceptedAt))) < 30_000);
  assert.match(String(event.traceparent), /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);

  const [line] = await eventually(() => (mail.lines('mail-sent').length ? mail.lines('mail-sent') : undefined));
  assert.equal(line.mailId, order.data.mailId);
  assert.equal(line.traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.doesNotMatch(mail.output, /jonna|nordlys|secret-link|Hvordan/i);
});

test('files go along whole, to be saved, whatever they call themselves', async (t) => {
  const { smtp, partner } = await scene(t);
  const content = randomBytes(700_000);
  const order = mailToSend({ files: [
    { name: 'Faktura æ "1".pdf', type: 'application/pdf', content: content.toString('base64') },
    { name: 'odd', type: 'text/html\r\nX-Evil: 1', content: Buffer.from('<script>').toString('base64') },
  ] });
  await partner.order(order);
  await partner.hears(order.data.mailId);
  const raw = smtp.received[0]?.raw ?? '';
  assert.doesNotMatch(raw, /X-Evil/);
  const parsed = await simpleParser(raw);
  assert.deepEqual(parsed.attachments.map(({ filename, contentType, contentDisposition }) => [filename, contentType, contentDisposition]), [['Faktura æ "1".pdf', 'application/pdf', 'attachment'], ['odd', 'application/octet-stream', 'attachment']]);
  assert.ok(parsed.attachments[0]?.content.equals(content));
  assert.match(parsed.text ?? '', /secret-link/);
});

test('a mail ordered many times goes out once and is told once', async (t) => {
  const { smtp, partner } = await scene(t);
  // Slow enough that the copies meet the first one under way.
  smtp.onMail = () => new Promise((resolve) => setTimeout(resolve, 150));
  const order = mailToSend();
  for (let copy = 0; copy < 6; copy += 1) await partner.order(copy % 2 ? order : { ...order, id: randomUUID() });
  await partner.hears(order.data.mailId);
  const last = mailToSend();
  await partner.order(order);
  await partner.order(last);
  await partner.hears(last.data.mailId);
  assert.equal(smtp.received.filter((mail) => mail.messageId?.includes(order.data.mailId)).length, 1);
  assert.equal(partner.about(order.data.mailId).length, 1);
});

test('a stop finishes the mail under way, exits 0, and the next start does not send it again', async (t) => {
  const { smtp, partner, mail } = await scene(t);
  let begun = false;
  smtp.onMail = () => {
    begun = true;
    return new Promise((resolve) => setTimeout(resolve, 500));
  };
  const order = mailToSend();
  await partner.order(order);
  await eventually(() => begun);
  assert.equal(await mail.end('SIGTERM'), 0);
  assert.equal(smtp.received.length, 1);
  assert.equal(partner.about(order.data.mailId).length, 1);

  await mail.run();
  await mail.connected();
  await partner.order(order);
  const next = mailToSend();
  await partner.order(next);
  await partner.hears(next.data.mailId);
  assert.equal(smtp.received.length, 2);
});

test('health says ready, alive says alive, anything else is not there', async (t) => {
  const { mail } = await scene(t);
  const health = await mail.fetch('/health');
  assert.deepEqual([health.status, await health.json()], [200, { status: 'ready' }]);
  assert.equal((await mail.fetch('/alive')).status, 200);
  assert.equal((await mail.fetch('/')).status, 404);
});
