import type { FileConfig } from './schema.ts';

/** What the parts of the configuration are made from, and how they tell what is wrong. */
export interface Given {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly values: FileConfig;
  readonly tell: (message: string) => void;
  /** About the value under these keys of the file. */
  readonly tellAt: (keys: readonly string[], message: string) => void;
  /** A path as it is written in the file, made absolute. */
  readonly resolve: (written: string) => string;
  readonly readFile: (path: string) => string;
}
