import type { PhrasingContent } from 'mdast';
import { judgeLink } from './links.ts';
import type { Inline } from './model.ts';
import type { Reporter } from './problems.ts';

export interface InlineContext {
  readonly reporter: Reporter;
  readonly addressOf: (label: string) => string | undefined;
  readonly line: number;
  /** No link stands inside another. */
  readonly inLink?: true;
}

interface InlineResult {
  readonly inline: readonly Inline[];
  readonly annotations: readonly string[];
}

/** Nobody emphasises deeper; below this the words alone are kept. */
const MAX_DEPTH = 8;

/** Raw HTML becomes text, comments become annotations, unsafe links become their words; each refusal is reported. */
export function readInline(nodes: readonly PhrasingContent[], context: InlineContext): InlineResult {
  const annotations: string[] = [];
  const inline = nodes.flatMap((node) => convert(node, context, annotations, 0));
  return { inline: trimEnds(mergeTexts(inline)), annotations };
}

function convert(
  node: PhrasingContent,
  context: InlineContext,
  annotations: string[],
  depth: number,
): readonly Inline[] {
  const children = (parts: readonly PhrasingContent[]) =>
    mergeTexts(parts.flatMap((part) => convert(part, context, annotations, depth + 1)));
  const linked = (parts: readonly PhrasingContent[]) =>
    mergeTexts(parts.flatMap((part) => convert(part, { ...context, inLink: true }, annotations, depth + 1)));
  if (depth >= MAX_DEPTH) return [{ kind: 'text', text: wordsIn(node) }];
  switch (node.type) {
    case 'text':
      return context.inLink === true ? [{ kind: 'text', text: node.value }] : linkBareAddresses(node.value, context);
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'break':
      return [{ kind: 'break' }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, children: children(node.children) }];
    case 'delete':
      return children(node.children);
    case 'link':
      return linkTo(node.url, linked(node.children), context);
    case 'linkReference':
      return linkTo(context.addressOf(node.identifier) ?? '', linked(node.children), context);
    case 'image':
      return linkTo(node.url, [{ kind: 'text', text: node.alt || 'image' }], context);
    case 'imageReference':
      return linkTo(context.addressOf(node.identifier) ?? '', [{ kind: 'text', text: node.alt || 'image' }], context);
    case 'html':
      return readHtml(node.value, context, annotations);
    case 'footnoteReference':
      return [{ kind: 'text', text: `[^${node.identifier}]` }];
    default:
      return node satisfies never;
  }
}

/** Without recursion: this is where a document may nest by the thousand. */
function wordsIn(node: PhrasingContent): string {
  const words: string[] = [];
  const open: PhrasingContent[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('value' in next) words.push(next.value);
    if ('children' in next) for (const child of next.children.toReversed()) open.push(child);
  }
  return words.join('');
}

function linkTo(address: string, children: readonly Inline[], { reporter, line }: InlineContext): readonly Inline[] {
  const verdict = judgeLink(address);
  if (verdict.kind === 'refused') reporter.report('warning', line, `A link is shown as text: ${verdict.why}.`);
  if (verdict.kind === 'local' && address !== '' && !address.startsWith('#')) {
    reporter.report(
      'info',
      line,
      `The link to the file ${address.slice(0, 80)} leads nowhere from here: its words are kept.`,
    );
  }
  return verdict.kind === 'safe' ? [{ kind: 'link', href: verdict.href, host: verdict.host, children }] : children;
}

/** Addresses that stand in the text by themselves; the stop at the end of a sentence is not part of one. */
function linkBareAddresses(text: string, context: InlineContext): readonly Inline[] {
  if (!text.includes('://')) return [{ kind: 'text', text }];
  return text.split(/(https?:\/\/[^\s<>"'`|]{1,2000})/iu).flatMap((piece, index): readonly Inline[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ kind: 'text', text: piece }];
    const address = piece.replace(/[.,;:!?)\]}*_]{1,20}$/u, '');
    const rest: readonly Inline[] = address === piece ? [] : [{ kind: 'text', text: piece.slice(address.length) }];
    return [...linkTo(address, [{ kind: 'text', text: address }], context), ...rest];
  });
}

/** Tags that mean something in HTML. Any other `<app-id>` is a blank to fill in, and plain text. */
const HTML_TAG =
  /^<[!?]|^<\/?(?:a|abbr|article|audio|b|base|blockquote|body|button|canvas|center|code|col|dd|del|details|div|dl|dt|em|embed|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|math|meta|nav|noscript|object|ol|option|p|param|picture|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|track|u|ul|var|video)\b|^<[^>]*\s\w+\s*=/iu;

/** An HTML piece: a comment (its words), a line break, or text. */
export function readHtml(html: string, { reporter, line }: InlineContext, annotations: string[]): readonly Inline[] {
  const comment = /^\s*<!--([\s\S]*?)-->\s*$/u.exec(html)?.[1];
  if (comment !== undefined) {
    annotations.push(comment.trim());
    return [];
  }
  if (/^<br\s*\/?>$/iu.test(html)) return [{ kind: 'break' }];
  if (HTML_TAG.test(html.trimStart())) reporter.report('warning', line, 'Raw HTML is shown as text.');
  return [{ kind: 'text', text: html }];
}

function mergeTexts(inline: readonly Inline[]): readonly Inline[] {
  const merged: Inline[] = [];
  for (const part of inline) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      merged.splice(-1, 1, { kind: 'text', text: last.text + part.text });
    else merged.push(part);
  }
  return merged;
}

/** A comment taken off the end of a step leaves a blank behind. */
function trimEnds(inline: readonly Inline[]): readonly Inline[] {
  const last = inline.at(-1);
  if (last?.kind !== 'text') return inline;
  const text = last.text.trimEnd();
  return text === '' ? inline.slice(0, -1) : [...inline.slice(0, -1), { kind: 'text', text }];
}
