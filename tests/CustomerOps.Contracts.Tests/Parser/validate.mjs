// Prints what the official parser finds wrong with the AsyncAPI document named on the command line, a line each; exit 1 if anything is.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
// Severity 0 is an error, 1 a warning; below that is advice on style.
const found = diagnostics.filter((d) => d.severity <= 1);
for (const d of found) console.log(`${d.severity === 0 ? 'error' : 'warning'} ${d.path.join('.')}: ${d.message}`);
if (!document || found.some((d) => d.severity === 0)) process.exit(1);
console.log(`${document.channels().all().length} channels, ${document.operations().all().length} operations, ${document.messages().all().length} messages`);
