import type { Step } from '../playbook/model.ts';
import type { SourceView } from '../snapshot.ts';

/** The vendors' status pages that a step is about, because it links to them or names the vendor in its words. */
export function vendorsNamed(
  { text, links }: Pick<Step, 'text' | 'links'>,
  sources: readonly SourceView[],
): readonly SourceView[] {
  const words = `-${dashed(text)}-`;
  return sources.filter(({ id, address }) => {
    if (!id.startsWith('vendor:')) return false;
    return (
      links.some(({ host }) => host !== '' && address.includes(`//${host}`)) ||
      words.includes(`-${id.slice('vendor:'.length)}-`)
    );
  });
}

/** Written as the id of a vendor's source is. */
function dashed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}
