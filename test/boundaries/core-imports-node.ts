// stands in: electron/core
// expects: This import references a Node.js builtin module.
import {readFileSync} from 'node:fs';

export const read = (file: string) => readFileSync(file, 'utf8');
