import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import MailComposer from 'nodemailer/lib/mail-composer';
import { filesOf } from '../src/inbound/files.js';
import { handIn, inboundScene, plainMail } from './support/inbound.js';

/** @param {{ name: string, content: Buffer }[]} files @param {Record<string, string>} [headers] @returns {Promise<Buffer>} */
function mailWith(files, headers = {}) {
  const mail = new MailComposer({
    from: 'Anna <anna@example.com>', to: 'support@nordlys.example', subject: 'Broken', text: 'See the pictures.', messageId: `<${randomUUID()}@example.com>`, headers,
    attachments: files.map(({ name, content }) => ({ filename: name, content })),
  });
  return mail.compile().build();
}

test('a file travels in pieces before its mail, and however often it comes the pieces have the same ids', async (t) => {
  const { reader, port } = await inboundScene(t);
  await reader.listenToFiles();
  const [large, small] = [randomBytes(1_300_000), Buffer.from('%PDF-1.7 small')];
  const mail = await mailWith([{ name: 'video.mp4', content: large }, { name: 'kvittering æ.pdf', content: small }]);
  await handIn(port(), mail);
  const [{ mail: told }] = await reader.hears(1);
  assert.deepEqual(told.attachments.map(({ name, bytes }) => [name, bytes]), [['video.mp4', 1_300_000], ['kvittering æ.pdf', 14]]);
  const [first, second] = told.attachments;
  assert.ok(reader.file(first?.fileId).equals(large));
  assert.ok(reader.file(second?.fileId).equals(small));
  assert.deepEqual(reader.pieces.map(({ number, pieces, before }) => [number, pieces, before]).toSorted(), [[0, 1, 0], [0, 3, 0], [1, 3, 0], [2, 3, 0]]);

  const ids = reader.pieces.map(({ id }) => id);
  assert.equal(new Set(ids).size, 4);
  await handIn(port(), mail, { to: ['sales@nordlys.example'] });
  await reader.hears(2);
  assert.deepEqual(reader.pieces.slice(4).map(({ id }) => id).toSorted(), ids.toSorted());
  assert.deepEqual(reader.told[1]?.mail.attachments, told.attachments);
});

test('where nobody takes files, and for what machines write, the mail names them all the same', async (t) => {
  const { reader, port, mail } = await inboundScene(t);
  const file = { name: 'a.txt', content: Buffer.from('words') };
  await handIn(port(), await mailWith([file]));
  await reader.hears(1);
  assert.deepEqual(reader.told[0]?.mail.attachments, [{ name: 'a.txt', type: 'text/plain', bytes: 5 }]);
  assert.equal(mail.lines('file-not-taken').length, 1);
  await reader.listenToFiles();
  await handIn(port(), await mailWith([file], { 'Auto-Submitted': 'auto-replied' }));
  await handIn(port(), plainMail());
  await reader.hears(3);
  assert.deepEqual(reader.told[1]?.mail.attachments, [{ name: 'a.txt', type: 'text/plain', bytes: 5 }]);
  assert.deepEqual([reader.pieces, reader.told[2]?.mail.attachments], [[], []]);
});

test('ten files are carried, none empty and none larger than a ticket takes', () => {
  const file = (/** @type {number} */ bytes) => /** @type {any} */ ({ content: Buffer.alloc(bytes) });
  const limit = 25 * 1024 * 1024;
  const mailId = randomUUID();
  assert.deepEqual(filesOf(mailId, 'none', { attachments: [file(limit + 1), file(0), file(limit), /** @type {any} */ ({})] }).map(({ index }) => index), [2]);
  assert.equal(filesOf(mailId, 'none', { attachments: Array.from({ length: 12 }, () => file(1)) }).length, 10);
  assert.deepEqual(filesOf(mailId, 'bounce', { attachments: [file(1)] }), []);
  assert.equal(filesOf(mailId, 'none', {}).length, 0);
});
