import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { handIn, inboundScene, sharedMails } from './support/inbound.js';

const folder = sharedMails();

// Left out in a clone without the real mails beside it.
if (folder) {
  test('every real mail goes in, none is lost, and what mail systems wrote is known as theirs', { timeout: 120_000 }, async (t) => {
    const { reader, mail, port } = await inboundScene(t);
    const mails = ['bounces', 'messages'].flatMap((kind) => readdirSync(new URL(`${kind}/`, folder)).filter((name) => name.endsWith('.eml')).map((name) => ({ kind, raw: readFileSync(new URL(`${kind}/${name}`, folder)) })));
    assert.equal(mails.length, 180);
    for (const { raw } of mails) await handIn(port(), raw);
    const told = await reader.hears(mails.length);
    // Two of the files are there under two names, byte by byte.
    const different = new Set(mails.map(({ raw }) => createHash('sha256').update(raw).digest('hex'))).size;
    assert.equal(new Set(told.map((one) => one.id)).size, different);
    assert.equal(told.slice(0, 120).filter((one) => one.mail.automatic === 'none').length, 0);
    assert.equal(told.slice(120).filter((one) => one.mail.automatic !== 'none').length, 0);
    const bounces = told.slice(0, 120).filter((one) => one.mail.automatic === 'bounce');
    assert.ok(bounces.length >= 115 && bounces.filter((one) => one.mail.bounce?.recipient).length >= 0.95 * bounces.length);
    assert.equal(mail.lines('mail-hard-to-read').length, 0);
  });
}
