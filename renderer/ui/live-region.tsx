import { useEffect, useState } from 'react';
import type { Light } from '../../electron/core/snapshot.ts';
import { useWindow } from '../store/context.ts';
import { severityInWords } from './words.ts';

const SHOWN_MS = 4000;

/** Says what changed: the light in words, at once when it is bad; what was just saved, politely and for a moment in sight. */
export function LiveRegion({ light }: { readonly light: Light }) {
  const said = useWindow((state) => state.said);
  const [hiddenId, setHiddenId] = useState(0);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setHiddenId(said.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const loud = light.state === 'alarm' && light.severity !== null && light.severity <= 2 && !light.owned;
  const words =
    light.severity === null || light.state !== 'alarm'
      ? light.headline
      : `${severityInWords(light.severity)}: ${light.headline.replace(/^SEV\d /, '')}. ${light.owned ? 'Acknowledged.' : 'Nobody owns this yet.'}`;
  return (
    <>
      <div className="sr" role="alert">
        {loud ? words : ''}
      </div>
      <div className="sr" role="status">
        {loud ? '' : words}
      </div>
      <div className={said === null || said.id === hiddenId ? 'sr' : 'said'} role="status">
        {said === null || said.id === hiddenId ? '' : said.text}
      </div>
    </>
  );
}
