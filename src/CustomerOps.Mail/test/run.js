// Runs every test file against one RabbitMQ: the one CUSTOMEROPS_TEST_SERVERS names ({"bus":"amqp://…"}), else one started here.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { guard } from './support/guard.js';
import { Rabbit } from './support/rabbit.js';

const given = process.env.CUSTOMEROPS_TEST_SERVERS ? JSON.parse(process.env.CUSTOMEROPS_TEST_SERVERS).bus : undefined;
const rabbit = given ? undefined : await Rabbit.create();
const here = fileURLToPath(new URL('.', import.meta.url));
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(here).filter((name) => name.endsWith('.test.js')).map((name) => `${here}${name}`);

try {
  const args = ['--test', '--test-reporter=tap', '--test-concurrency=1', '--test-timeout=180000', ...files];
  const tests = spawn(process.execPath, args, { stdio: 'inherit', detached: true, env: { ...process.env, CUSTOMEROPS_TEST_BUS: given ?? rabbit?.bus } });
  guard(tests, { group: true });
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => tests.kill('SIGTERM'));
  const [code] = await once(tests, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await rabbit?.destroy();
}
