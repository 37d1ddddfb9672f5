import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailIdOf } from '../src/inbound/identity.js';
import { parse, readMail } from '../src/inbound/readMail.js';
import { AURORA, NORDLYS, plainMail } from './support/inbound.js';

const MAILBOX = { address: 'support@nordlys.example', tenantId: NORDLYS, lists: ['support.nordlys.example'] };

/** @param {string | Buffer} raw @param {string} [envelopeFrom] */
const read = async (raw, envelopeFrom) => readMail(await parse(Buffer.from(raw)), MAILBOX, envelopeFrom);

/** @type {[string, Record<string, string>, string?][]} */
const KINDS = [
  ['none', {}],
  ['none', { 'Auto-Submitted': 'no' }],
  ['none', { 'List-Id': 'Our own group <support.nordlys.example>' }],
  ['auto-reply', { 'Auto-Submitted': 'auto-replied' }],
  ['auto-reply', { 'Auto-Submitted': 'auto-generated; owner-email="x"' }],
  ['auto-reply', { Precedence: 'auto_reply' }],
  ['auto-reply', { 'X-Autoreply': 'yes' }],
  ['auto-reply', { 'X-Auto-Response-Suppress': 'All' }],
  ['auto-reply', { 'X-Loop': 'somebody@else.example' }],
  ['auto-reply', { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x' }],
  ['auto-reply', {}, ''],
  ['bounce', { From: 'Mail Delivery System <MAILER-DAEMON@mx.example>' }],
  ['bounce', { From: 'MAILER-DAEMON <>' }],
  ['bounce', { From: 'postmaster@example.com' }],
  ['bounce', { 'X-Failed-Recipients': 'a@example.com' }],
  ['bounce', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }],
  ['bounce', { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=x' }],
  ['bounce', { Subject: 'Undeliverable: Parcel' }, ''],
  ['list', { 'List-Id': '<news.example.com>' }],
  ['list', { 'List-Unsubscribe': '<https://example.com/u>' }],
  ['list', { Precedence: 'bulk' }],
  ['loop', { 'X-Loop': `${NORDLYS}@customerops` }],
];

for (const [kind, headers, envelopeFrom] of KINDS) {
  test(`${kind}: ${JSON.stringify(headers)} ${envelopeFrom ?? ''}`, async () => {
    assert.equal((await read(plainMail(headers), envelopeFrom)).automatic, kind);
  });
}

test('what people of another organisation or installation of ours write is no loop and no machine', async () => {
  assert.equal((await read(plainMail({ 'X-Loop': `${AURORA}@customerops`, 'Message-ID': '<019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b11@customerops>', 'Auto-Submitted': 'no' }))).automatic, 'none');
});

test('a bounce says which mail did not reach whom and why', async () => {
  const raw = plainMail({ From: 'MAILER-DAEMON@mx.example', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
    ['--b', 'Content-Type: text/plain', '', 'Sorry.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', 'Final-Recipient: rfc822; anna@example.com', 'Action: failed', 'Status: 5.1.1', '',
      '--b', 'Content-Type: text/rfc822-headers', '', 'Message-ID: <1@customerops>', 'Subject: Hi', '--b--'].join('\r\n'));
  assert.deepEqual((await read(raw)).bounce, { originalMessageId: '<1@customerops>', recipient: 'anna@example.com', status: '5.1.1', action: 'failed' });
});

test('the text of a page is told where there is no plain one, without its programs', async () => {
  const mail = await read(plainMail({ 'Content-Type': 'text/html; charset=utf-8' }, '<style>p{}</style><script>alert(1)</script><p>Hej <b>Jonna</b></p><p>Ærø</p>'));
  assert.match(mail.text, /^Hej Jonna\s+Ærø$/);
});

test('attachments are told by name, type and size', async () => {
  const raw = plainMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, ['--b', 'Content-Type: text/plain', '', 'See this', '--b', 'Content-Type: application/pdf; name="../../a\t.pdf"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment', '', 'AAAA', '--b--'].join('\r\n'));
  const { text, attachments } = await read(raw);
  assert.deepEqual([text, attachments.length, attachments[0].type, attachments[0].bytes], ['See this', 1, 'application/pdf', 3]);
  assert.doesNotMatch(attachments[0].name, /\t/);
});

/** @type {[string, Buffer][]} */
const HOSTILE = [
  ['nothing', Buffer.alloc(0)],
  ['zeroes', Buffer.alloc(10_000)],
  ['noise', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))],
  ['no headers', Buffer.from('hello\r\n')],
  ['no body', Buffer.from('Subject: x')],
  ['a header of megabytes', Buffer.from(`Subject: ${'x'.repeat(5_000_000)}\r\n\r\nhi`)],
  ['a hundred thousand headers', Buffer.from(`${'X-A: b\r\n'.repeat(100_000)}\r\nhi`)],
  ['ten thousand recipients', Buffer.from(`To: ${Array.from({ length: 10_000 }, (_, i) => `a${i}@example.com`).join(',\r\n ')}\r\n\r\nhi`)],
  ['ten thousand references', Buffer.from(`References: ${Array.from({ length: 10_000 }, (_, i) => `<${i}@example.com>`).join('\r\n ')}\r\n\r\nhi`)],
  ['parts within parts', Buffer.from(Array.from({ length: 300 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(''))],
  ['a boundary that never ends', Buffer.from(`Content-Type: multipart/mixed; boundary=${'b'.repeat(100_000)}\r\n\r\n--b\r\n`)],
  ['wrong UTF-8, wrong charset, wrong base64', Buffer.concat([Buffer.from('Subject: =?utf-8?B?/////w==?= =?x-none?Q?=ff=fe?=\r\nContent-Type: text/plain; charset=x-none\r\nContent-Transfer-Encoding: base64\r\n\r\n'), Buffer.from([0xff, 0xc3, 0x28, 0])])],
  ['half a character', Buffer.from('Subject: =?utf-16le?B?PdgA?=\r\nContent-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\nPdgA')],
  ['a page of megabytes', Buffer.from(`Content-Type: text/html\r\n\r\n${'<div>'.repeat(400_000)}x`)],
  ['text of megabytes', Buffer.from(`Content-Type: text/plain\r\n\r\n${'word '.repeat(1_000_000)}`)],
];

for (const [name, raw] of HOSTILE) {
  test(`a mail of ${name} is told, within bounds`, { timeout: 30_000 }, async () => {
    const mail = await read(raw);
    assert.ok(mail.subject.length <= 300 && mail.text.length <= 100_000 && mail.to.length <= 50 && mail.references.length <= 50 && mail.attachments.length <= 100);
    const json = JSON.stringify(mail);
    assert.ok(json.length < 700_000);
    // What a strict reader refuses: half characters and zeroes.
    assert.doesNotMatch(json, /\\ud[89a-f]|\\u0000/);
    assert.match(mailIdOf(NORDLYS, mail, await parse(raw)), /^[0-9a-f]{8}-[0-9a-f]{4}-5/);
  });
}

test('the id: one mail however it was delivered, another for another writer, text or organisation', async () => {
  const id = async (/** @type {string} */ raw, tenant = NORDLYS, envelopeFrom = 'x@example.com') => mailIdOf(tenant, await read(raw, envelopeFrom), await parse(Buffer.from(raw)));
  const headers = { 'Message-ID': '<1@example.com>' };
  const base = await id(plainMail(headers));
  assert.equal(await id(`Received: by x\r\n\twith y\r\nDelivered-To: z\r\n${plainMail({ ...headers, Date: 'Mon, 23 Nov 2026 08:00:00 +0000' })}`), base);
  assert.notEqual(await id(plainMail(headers, 'Other words')), base);
  assert.notEqual(await id(plainMail({ ...headers, From: 'ole@example.com' })), base);
  assert.notEqual(await id(plainMail(headers), AURORA), base);
  const fromNobody = plainMail({ ...headers, From: 'MAILER-DAEMON <>' });
  assert.equal(await id(fromNobody, NORDLYS, 'y@example.com'), await id(fromNobody, NORDLYS, ''));
  const nameless = { 'Message-ID': '' };
  const unnamed = await id(plainMail(nameless));
  assert.equal(await id(`Return-Path: <a@b>\r\nReceived: by x\r\n\twith y\r\n${plainMail(nameless)}`), unnamed);
  assert.notEqual(await id(plainMail({ ...nameless, Subject: 'Other' })), unnamed);
  assert.notEqual(await id(plainMail(nameless, 'Other words')), unnamed);
});
