import { timeThere } from '../../electron/core/schedule/zoned.ts';
import { useNow } from '../store/clock.ts';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `03:12 there, 8 h ahead`; nothing where clocks show the same. */
export function TimeThere({ zone }: { readonly zone: string | null }) {
  const nowMs = useNow();
  if (zone === null) return null;
  const { time, aheadHours } = timeThere(nowMs, zone, HERE);
  if (aheadHours === 0) return null;
  const hours = Math.abs(aheadHours).toLocaleString('en-GB', { maximumFractionDigits: 2 });
  return (
    <span className="there" title={zone}>
      {time} there, {hours} h {aheadHours > 0 ? 'ahead' : 'behind'}
    </span>
  );
}
