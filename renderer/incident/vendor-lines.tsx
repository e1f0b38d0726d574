import { vendorsNamed } from '../../electron/core/evidence/vendors.ts';
import type { Step } from '../../electron/core/playbook/model.ts';
import { useWindow } from '../store/context.ts';
import { Age } from '../ui/time.tsx';

/** What the vendors that a step speaks of say about themselves: whether it is us or them. */
export function VendorLines({ step }: { readonly step: Step }) {
  const sources = useWindow((state) => state.snapshot?.sources);
  const vendors = sources === undefined ? [] : vendorsNamed(step, sources);
  return vendors.map((vendor) => (
    <p key={vendor.id} className="vendor-line">
      <span>
        <strong>{vendor.name}:</strong> {vendor.look?.reason ?? 'not asked yet'}
      </span>
      <span className="when">{vendor.askedAtWallMs !== null && <Age atWallMs={vendor.askedAtWallMs} />}</span>
    </p>
  ));
}
