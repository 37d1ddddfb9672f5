import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

// A new or renamed file survives a power cut only when its directory is synced too.
/** @param {string} directory */
export async function syncDirectory(directory) {
  const handle = await open(directory, 'r');
  await handle.sync();
  await handle.close();
}

/** Whoever reads the file finds the old text or the new one, whole, also after a power cut. @param {string} path @param {string} text */
export async function replaceFile(path, text) {
  const fresh = await open(`${path}.new`, 'w');
  await fresh.writeFile(text);
  await fresh.sync();
  await fresh.close();
  await rename(`${path}.new`, path);
  await syncDirectory(dirname(path));
}
