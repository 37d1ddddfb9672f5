import { spawn } from 'node:child_process';

/**
 * Sees to it that a process started by a test ends with the test's own process, however that ends.
 * @param {import('node:child_process').ChildProcess} child @param {{ group?: boolean }} [how] group: with everything it started
 */
export function guard(child, { group = false } = {}) {
  const target = `${group ? '-' : ''}${child.pid}`;
  // Reads until the other end of its input is gone, which the system does for us even after kill -9.
  const watch = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -s KILL -- "$0"', target], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watch.unref();
  child.once('exit', () => {
    if (watch.pid) process.kill(-watch.pid, 'SIGKILL');
  });
}
