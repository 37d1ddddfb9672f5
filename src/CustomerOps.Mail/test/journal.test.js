import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Journal } from '../src/outbound/journal.js';

const AT = '2026-11-22T08:00:00.000Z';

/** @param {import('node:test').TestContext} t */
async function directory(t) {
  const path = await mkdtemp(join(tmpdir(), 'customerops-journal-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test('what was recorded is known after a restart, and half a line after a crash is dropped', async (t) => {
  const path = await directory(t);
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const journal = await Journal.open(path);
  await Promise.all([journal.record('sending', first, AT), journal.record('sending', second, AT)]);
  await journal.record('sent', first, AT);
  await journal.close();
  await appendFile(join(path, 'mails.log'), `sent ${second} 2026-`);

  const again = await Journal.open(path);
  assert.deepEqual([again.find(first)?.state, again.find(second)?.state, again.find(third)], ['sent', 'sending', undefined]);
  await again.record('told', first, AT);
  await again.close();
  assert.match(await readFile(join(path, 'mails.log'), 'utf8'), new RegExp(`sent ${first} ${AT}\ntold ${first} ${AT}\n$`));
});

test('a damaged line stops the start instead of a guess', async (t) => {
  const path = await directory(t);
  await appendFile(join(path, 'mails.log'), `sent ${randomUUID()} ${AT}\ngarbage\n`);
  await assert.rejects(Journal.open(path), /damaged in line 2/);
});

test('it keeps the newest mails only, in memory and on disk', async (t) => {
  const path = await directory(t);
  const journal = await Journal.open(path, 50);
  const ids = Array.from({ length: 600 }, () => randomUUID());
  for (const id of ids) {
    await journal.record('sending', id, AT);
    await journal.record('sent', id, AT);
  }
  await journal.close();
  const lines = (await readFile(join(path, 'mails.log'), 'utf8')).split('\n').length - 1;
  assert.ok(lines < 1_150, `${lines} lines`);
  const again = await Journal.open(path, 50);
  assert.deepEqual(ids.map((id) => again.find(id)?.state), ids.map((_, index) => (index < 550 ? undefined : 'sent')));
  await again.close();
});

test('two processes cannot use one journal', async (t) => {
  const path = await directory(t);
  const journal = await Journal.open(path);
  await assert.rejects(Journal.open(path), /another process uses/);
  await journal.close();
  await (await Journal.open(path)).close();
});

test('a disk that fails fails the record, and the next one is whole', async (t) => {
  const path = await directory(t);
  const journal = await Journal.open(path);
  const [lost, kept] = [randomUUID(), randomUUID()];
  const broken = t.mock.method(journal.file, 'datasync', async () => {
    throw new Error('no space');
  });
  await assert.rejects(journal.record('sending', lost, AT), { name: 'JournalFailure' });
  assert.equal(journal.find(lost), undefined);
  broken.mock.restore();
  await journal.record('sent', kept, AT);
  await journal.close();
  assert.equal(await readFile(join(path, 'mails.log'), 'utf8'), `sent ${kept} ${AT}\n`);
});
