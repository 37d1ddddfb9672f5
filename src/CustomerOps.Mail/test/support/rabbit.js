import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { guard } from './guard.js';

const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** A RabbitMQ of its own: free ports, own directory, own Erlang port mapper. Can be stopped and started again with its data. */
export class Rabbit {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #server;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #mapper;

  /** @param {string} directory @param {{ amqp: number, distribution: number, mapper: number }} ports */
  constructor(directory, ports) {
    this.directory = directory;
    this.ports = ports;
    this.bus = `amqp://guest:guest@127.0.0.1:${ports.amqp}`;
  }

  static async create() {
    const directory = await mkdtemp(join(tmpdir(), 'customerops-rabbit-'));
    const [amqp, distribution, mapper] = await freePorts(3);
    const rabbit = new Rabbit(directory, { amqp, distribution, mapper });
    await writeFile(join(directory, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${amqp}\nloopback_users.guest = false\nlog.file.level = warning\n`);
    await writeFile(join(directory, 'plugins'), '[].\n');
    await rabbit.start();
    return rabbit;
  }

  async start() {
    const env = {
      PATH: process.env.PATH,
      HOME: this.directory,
      RABBITMQ_NODENAME: `t${this.ports.amqp}@localhost`,
      RABBITMQ_MNESIA_BASE: join(this.directory, 'data'),
      RABBITMQ_LOG_BASE: join(this.directory, 'log'),
      RABBITMQ_CONFIG_FILE: join(this.directory, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(this.directory, 'plugins'),
      RABBITMQ_DIST_PORT: String(this.ports.distribution),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(this.ports.mapper),
    };
    this.#mapper = spawn('epmd', ['-address', '127.0.0.1', '-port', String(this.ports.mapper)], { env, stdio: 'ignore' });
    guard(this.#mapper);
    await eventually(() => listens(this.ports.mapper), 10_000);
    this.#server = spawn(PROGRAM, [], { env, stdio: 'ignore', detached: true });
    guard(this.#server, { group: true });
    await eventually(() => listens(this.ports.amqp), 60_000);
  }

  async stop() {
    const server = this.#server;
    if (server?.pid && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      process.kill(-server.pid, 'SIGTERM');
      await gone;
    }
    const mapper = this.#mapper;
    if (mapper && mapper.exitCode === null && mapper.signalCode === null) {
      const gone = once(mapper, 'exit');
      mapper.kill();
      await gone;
    }
  }

  async destroy() {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Free ports below what Linux gives to outgoing connections: none is taken until the server listens. @param {number} count @returns {Promise<number[]>} */
export async function freePorts(count) {
  /** @type {Map<number, import('node:net').Server>} */
  const held = new Map();
  while (held.size < count) {
    const [port, server] = [10_000 + Math.floor(Math.random() * 22_000), createServer()];
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      held.set(port, server);
    } catch {
      /* taken: another */
    }
  }
  await Promise.all([...held.values()].map((server) => once(server.close(), 'close')));
  return [...held.keys()];
}

/** @param {number} port @returns {Promise<boolean>} */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
