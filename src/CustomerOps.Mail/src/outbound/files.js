import { NotUnderstood, line, object } from './reading.js';

const FILES = 10;
const MOST_BYTES = 10 * 1024 * 1024;

/** @typedef {{ name: string, type: string, content: Buffer }} EnclosedFile */

/** @param {unknown} value @returns {EnclosedFile[]} */
export function readFiles(value) {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new NotUnderstood('data.files', 'not a list');
  if (value.length > FILES) throw new NotUnderstood('data.files', `more than ${FILES}`);
  const files = value.map((file, index) => readFile(object(file, `data.files[${index}]`), `data.files[${index}]`));
  if (files.reduce((bytes, { content }) => bytes + content.length, 0) > MOST_BYTES) throw new NotUnderstood('data.files', `together more than ${MOST_BYTES} bytes`);
  return files;
}

/** @param {Record<string, unknown>} file @param {string} where @returns {EnclosedFile} */
function readFile({ name, type, content }, where) {
  if (typeof content !== 'string' || content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) throw new NotUnderstood(`${where}.content`, 'not base64');
  // What calls itself oddly is a file all the same.
  const known = typeof type === 'string' && /^[a-z0-9][\w.+-]{0,62}\/[a-z0-9][\w.+-]{0,126}$/.test(type) && !/^(multipart|message)\//.test(type);
  return { name: line(name, `${where}.name`, 255), type: known ? /** @type {string} */ (type) : 'application/octet-stream', content: Buffer.from(content, 'base64') };
}
