import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from './support/eventually.js';
import { guard } from './support/guard.js';
import { mailToSend } from './support/partner.js';
import { freePorts } from './support/rabbit.js';
import { scene } from './support/scene.js';

test('the mailbox lists what was sent, keeps a bounded number and listens on loopback only', async (t) => {
  const [web, smtpPort] = await freePorts(2);
  const program = fileURLToPath(new URL('../mailbox/mailbox.js', import.meta.url));
  const env = { PATH: process.env.PATH, MAILBOX_WEB_PORT: String(web), MAILBOX_SMTP_PORT: String(smtpPort), MAILBOX_KEEP: '2' };
  const mailbox = spawn(process.execPath, [program], { env, stdio: 'ignore' });
  guard(mailbox);
  t.after(async () => {
    const gone = once(mailbox, 'exit');
    mailbox.kill();
    await gone;
  });
  /** @returns {Promise<any>} */
  const list = async () => {
    const answer = await fetch(`http://127.0.0.1:${web}/email`, { signal: AbortSignal.timeout(5_000) });
    return answer.json();
  };
  await eventually(() => list().catch(() => undefined));

  const { partner } = await scene(t, { smtpPort });
  const orders = [1, 2, 3].map((number) => mailToSend({ subject: `Nr. ${number} æ` }));
  for (const order of orders) {
    await partner.order(order);
    await partner.hears(order.data.mailId);
  }
  await eventually(async () => (await list()).at(-1)?.subject === 'Nr. 3 æ');
  const mails = await list();
  assert.deepEqual(mails.map((/** @type {{ subject: string }} */ mail) => mail.subject), ['Nr. 2 æ', 'Nr. 3 æ']);
  assert.equal(mails[1].to[0].address, 'jonna@example.com');
  assert.match(mails[1].text, /secret-link/);

  const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).filter((address) => !address.internal && address.family === 'IPv4');
  for (const { address } of others) await assert.rejects(fetch(`http://${address}:${web}/email`, { signal: AbortSignal.timeout(2_000) }));
});
