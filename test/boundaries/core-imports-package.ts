// stands in: electron/core
// expects: Core imports no package
import {parse} from 'yaml';

export const read = (text: string): unknown => parse(text);
