// stands in: renderer/now
// expects: This import references a Node.js builtin module.
export {readFileSync} from 'node:fs';
