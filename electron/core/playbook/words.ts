import type { Inline } from './model.ts';

/** The plain words of a piece of text, blanks collapsed. */
export function plainText(inline: readonly Inline[]): string {
  return rawText(inline).replace(/\s+/gu, ' ').trim();
}

/** The words with their line breaks. */
export function rawText(inline: readonly Inline[]): string {
  return inline
    .map((part) => {
      switch (part.kind) {
        case 'text':
        case 'code':
          return part.text;
        case 'break':
          return '\n';
        case 'strong':
        case 'emphasis':
        case 'link':
          return rawText(part.children);
        default:
          return part satisfies never;
      }
    })
    .join('');
}

/** Lower-case words with single hyphens between them; `untitled` where there are none. At most 60 characters. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/gu, '');
  return slug === '' ? 'untitled' : slug;
}

/** Makes slugs of one list distinct, in the order asked. */
export function createSlugs(): (text: string) => string {
  const taken = new Map<string, number>();
  return (text) => {
    const base = slugOf(text);
    let count = taken.get(base) ?? 0;
    let slug = base;
    do {
      count += 1;
      slug = count === 1 ? base : `${base}-${count}`;
    } while (count > 1 && taken.has(slug));
    taken.set(base, count);
    if (slug !== base) taken.set(slug, 1);
    return slug;
  };
}

/** For comparing names: lower case, letters and digits only, one blank between words. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function inlineCodes(inline: readonly Inline[]): readonly string[] {
  return inline.flatMap((part) => {
    if (part.kind === 'code') return [part.text];
    return 'children' in part ? inlineCodes(part.children) : [];
  });
}
