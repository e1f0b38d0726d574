/** What a template leaves open: `{Brief description}`, `____`, `HH:MM`. */
export const BLANK = /\{\{?[^{}\n]{1,160}\}\}?|_{3,}|\bHH:MM\b/gu;

/** The first blank at or after `from`, as a range; null where there is none. */
export function blankAfter(text: string, from: number): { readonly start: number; readonly end: number } | null {
  for (const { 0: blank, index } of text.matchAll(BLANK)) {
    if (index >= from) return { start: index, end: index + blank.length };
  }
  return null;
}

/** Gives the field the focus and selects its next blank, so that typing fills it; after the last one the first again. */
export function selectBlank(field: HTMLTextAreaElement | null, from: number): void {
  if (field === null) return;
  field.focus();
  const blank = blankAfter(field.value, from) ?? blankAfter(field.value, 0);
  if (blank !== null) field.setSelectionRange(blank.start, blank.end);
}
