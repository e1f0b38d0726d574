/** `Did you mean "url"?`, or all there is. */
export function suggestion(written: string, known: readonly string[]): string {
  const near = known.map((name) => ({ name, distance: distance(written.toLowerCase(), name.toLowerCase()) }));
  const [best] = near.sort((a, b) => a.distance - b.distance);
  if (best !== undefined && best.distance <= Math.max(2, best.name.length / 3)) return `Did you mean "${best.name}"?`;
  return `Known here: ${known.join(', ')}.`;
}

/** How many letters must be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
