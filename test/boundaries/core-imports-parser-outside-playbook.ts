// stands in: electron/core/alerts
// expects: Core imports no package
import {fromMarkdown} from 'mdast-util-from-markdown';

export const parse = (text: string) => fromMarkdown(text);
