import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from '../src/host/settings.js';

const GOOD = { ConnectionStrings__bus: 'amqp://u:p@127.0.0.1:5672', SMTP_URL: 'smtp://127.0.0.1:1025', PORT: '8025', MAIL_JOURNAL: '.data/mail' };

test('the environment becomes settings', () => {
  const settings = readSettings(GOOD);
  assert.deepEqual([settings.port, settings.smtp.host, settings.smtp.port, settings.smtp.auth, settings.smtp.requireTls], [8025, '127.0.0.1', 1025, undefined, false]);
});

test('a password goes to another machine only under TLS', () => {
  assert.equal(readSettings({ ...GOOD, SMTP_URL: 'smtp://u:p%40@mail.example' }).smtp.requireTls, true);
  assert.deepEqual(readSettings({ ...GOOD, SMTP_URL: 'smtps://u:p%40@mail.example' }).smtp, { host: 'mail.example', port: 465, secure: true, requireTls: false, ignoreTls: false, auth: { user: 'u', pass: 'p@' } });
});

for (const [name, value] of [['ConnectionStrings__bus', ''], ['ConnectionStrings__bus', 'http://x'], ['SMTP_URL', 'nonsense'], ['SMTP_URL', 'smtp://h?tls=maybe'], ['PORT', ''], ['PORT', '70000'], ['MAIL_JOURNAL', ''], ['MAIL_LANES', '0']]) {
  test(`${name}=${value} is refused by name`, () => {
    assert.throws(() => readSettings({ ...GOOD, [name]: value }), (error) => error instanceof Error && error.message.startsWith(name));
  });
}
