import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose } from '../src/outbound/compose.js';
import { readMailToSend } from '../src/outbound/mailToSend.js';
import { eventId } from '../src/outbound/outcome.js';
import { mailToSend } from './support/partner.js';

/** @param {Record<string, unknown>} [data] @param {Record<string, unknown>} [envelope] */
const read = (data, envelope) => readMailToSend(Buffer.from(JSON.stringify(mailToSend(data, envelope))));

/** @type {[string, Record<string, unknown>, Record<string, unknown>?][]} */
const REFUSED = [
  ['data.subject', { subject: 'Hi\r\nBcc: all@example.com' }],
  ['data.subject', { subject: 'Hi\nX: y' }],
  ['data.subject', { subject: 'Hi\u2028there' }],
  ['data.subject', { subject: 'x'.repeat(401) }],
  ['data.subject', { subject: ' ' }],
  ['data.to.email', { to: { email: 'a@example.com\r\nRCPT TO:<b@example.com>', name: 'A' } }],
  ['data.to.email', { to: { email: 'a@example.com,b@example.com', name: 'A' } }],
  ['data.to.email', { to: { email: 'a@example.com> <b@example.com', name: 'A' } }],
  ['data.to.email', { to: { email: '"a b"@example.com', name: 'A' } }],
  ['data.to.email', { to: { email: '@example.com', name: 'A' } }],
  ['data.to.email', { to: { email: 'a..b@example.com', name: 'A' } }],
  ['data.to.email', { to: { email: 'a@-example.com', name: 'A' } }],
  ['data.to.email', { to: { email: `${'a'.repeat(65)}@example.com`, name: 'A' } }],
  ['data.to.email', { to: { name: 'A' } }],
  ['data.to', { to: 'a@example.com' }],
  ['data.to.name', { to: { email: 'a@example.com', name: 'A\r\nBcc: b@example.com' } }],
  ['data.from.name', { from: { email: 'a@example.com', name: 'A\0' } }],
  ['data.headers', { headers: { Bcc: 'all@example.com' } }],
  ['data.headers', { headers: { 'Message-ID': '<1@x>' } }],
  ['data.headers', { headers: { 'X-CustomerOps-A: b\r\nBcc': 'all@example.com' } }],
  ['data.headers.List-Unsubscribe', { headers: { 'List-Unsubscribe': '<http://x>\r\nBcc: all@example.com' } }],
  ['data.headers.List-Id', { headers: { 'List-Id': 'x'.repeat(2_001) } }],
  ['data.headers.List-Id', { headers: { 'List-Id': 'a', 'list-id': 'b' } }],
  ['data.headers.Auto-Submitted', { headers: { 'Auto-Submitted': 'perhaps' } }],
  ['data.headers.Importance', { headers: { Importance: 'urgent' } }],
  ['data.headers', { headers: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`X-CustomerOps-${i}`, 'x'])) }],
  ['data.text', { text: '' }],
  ['data.text', { text: 'x'.repeat(256_001) }],
  ['data.html', { html: 7 }],
  ['data.language', { language: 'da\r\nX: y' }],
  ['data.files', { files: {} }],
  ['data.files', { files: Array.from({ length: 11 }, () => ({ name: 'a', type: 'text/plain', content: 'YQ==' })) }],
  ['data.files', { files: [{ name: 'a', type: 'text/plain', content: Buffer.alloc(10 * 1024 * 1024 + 1).toString('base64') }] }],
  ['data.files[0]', { files: ['a'] }],
  ['data.files[0].name', { files: [{ name: 'a\r\nX: y', type: 'text/plain', content: 'YQ==' }] }],
  ['data.files[1].content', { files: [{ name: 'a', type: 'text/plain', content: 'YQ==' }, { name: 'b', type: 'text/plain', content: 'not base64!' }] }],
  ['data.mailId', { mailId: '7' }],
  ['data.tenantId', { tenantId: null }],
  ['data.tenantId', {}, { tenantid: '00000000-0000-0000-0000-000000000001' }],
  ['tenantid', {}, { tenantid: undefined }],
  ['type', {}, { type: 'mail.mail-to-send.v2' }],
  ['specversion', {}, { specversion: '0.3' }],
  ['time', {}, { time: 'yesterday' }],
];

for (const [where, data, envelope] of REFUSED) {
  test(`refused: ${where} of ${JSON.stringify(data).slice(0, 80)} ${JSON.stringify(envelope ?? '')}`, () => {
    assert.throws(() => read(data, envelope), (error) => error instanceof Error && error.name === 'NotUnderstood' && error.message.startsWith(`${where}: `));
  });
}

test('an event larger than the limit is refused before it is parsed', () => {
  assert.throws(() => readMailToSend(Buffer.alloc(15_500_001)), { name: 'NotUnderstood' });
});

test('names and subjects in any script and with any punctuation make exactly one header each', async () => {
  const tricky = ['Ærø, "Jonna" <x@evil.example>', '=?utf-8?Q?=0D=0ABcc:_a=40example.com?=', '<a@example.com>, b@example.com', '日本語 '.repeat(30), 'a'.repeat(200)];
  for (const name of tricky) {
    const mail = read({ to: { email: 'a@example.com', name }, subject: name.slice(0, 400) });
    const head = (await compose(mail)).toString('utf8').split('\r\n\r\n')[0];
    const fields = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((field) => field.split(':')[0]);
    assert.deepEqual(fields.filter((field) => ['To', 'From', 'Subject', 'Message-ID'].includes(field)).sort(), ['From', 'Message-ID', 'Subject', 'To']);
    assert.ok(!fields.some((field) => /^b?cc$/i.test(field)));
    assert.match(head.replace(/\r\n[ \t]+/g, ' '), /^To: .*<a@example\.com>$/m);
    for (const line of head.split('\r\n')) assert.ok(line.length <= 998);
  }
});

test('an order as the platform writes it, without nulls and without repeating the tenant, is understood', () => {
  const mail = readMailToSend(Buffer.from(`{"id":"019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b11","source":"/survey","type":"mail.mail-to-send.v1",
    "time":"2026-11-22T08:00:00.1234567+00:00","tenantid":"019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b12","specversion":"1.0","datacontenttype":"application/json",
    "data":{"mailId":"019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b13","to":{"email":"a@example.com"},"from":{"email":"b@example.com","name":"N"},
    "subject":"Hi","text":"Hello","language":"en","headers":{},"secret":false}}`));
  assert.deepEqual([mail.tenantId, mail.writtenAt.toISOString()], ['019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b12', '2026-11-22T08:00:00.123Z']);
});

test('what may be left out may be left out', () => {
  const mail = read({ html: null, language: undefined, headers: undefined, to: { email: 'jonna@bücher.example', name: ' ' } }, { traceparent: 'nonsense' });
  assert.deepEqual([mail.html, mail.language, mail.headers, mail.traceparent], [undefined, undefined, {}, undefined]);
  assert.deepEqual(mail.to, { email: 'jonna@xn--bcher-kva.example', name: undefined });
});

test('a mail says whether a person wrote it, and no machine is asked to answer a machine', async () => {
  for (const [said, asked] of /** @type {[string | undefined, string][]} */ ([[undefined, 'auto-generated'], ['auto-generated', 'auto-generated'], ['auto-replied', 'auto-replied'], ['no', 'no']])) {
    const head = (await compose(read({ headers: { ...(said && { 'Auto-Submitted': said }), Importance: 'high' } }))).toString('utf8').split('\r\n\r\n')[0].split('\r\n');
    assert.deepEqual(head.filter((line) => line.startsWith('Auto-Submitted')), [`Auto-Submitted: ${asked}`]);
    assert.equal(head.includes('X-Auto-Response-Suppress: All'), said !== 'no');
    assert.ok(head.includes('Importance: high'));
  }
});

test('the id of an outcome is a version 5 GUID of the mail and the outcome', () => {
  // SHA-1 of the mail id as name space and the type as name, computed with another implementation (Python's uuid.uuid5).
  assert.equal(eventId('mail.mail-sent.v1', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), '5c45c8df-d6d8-505e-9c48-837baf96b283');
});
