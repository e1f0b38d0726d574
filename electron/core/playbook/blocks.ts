import type { Inline } from './model.ts';

/** The document as its readers see it: the parser's tree without its nodes we never show, lines made absolute. */
export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | CodeBlockNode
  | TableBlock
  | { readonly kind: 'quote'; readonly blocks: readonly Block[]; readonly line: number };

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly depth: number;
  readonly inline: readonly Inline[];
  readonly annotations: readonly string[];
  readonly line: number;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly inline: readonly Inline[];
  /** What stands in HTML comments. */
  readonly annotations: readonly string[];
  readonly line: number;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly items: readonly ListItem[];
  readonly line: number;
}

export interface ListItem {
  readonly blocks: readonly Block[];
  readonly line: number;
}

export interface CodeBlockNode {
  readonly kind: 'code';
  readonly language: string | null;
  readonly text: string;
  readonly line: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly header: readonly Cell[];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly line: number }[];
  readonly line: number;
}

export type Cell = readonly Inline[];
