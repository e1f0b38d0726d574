import type { Light } from '../../electron/core/snapshot.ts';
import { SeverityGlyph, StateGlyph } from '../ui/glyph.tsx';

/** Nothing is open: one shape, one sentence, and why. Under an unknown light the last known numeral stays, dimmed. */
export function Calm({ light }: { readonly light: Light }) {
  return (
    <section className="calm" aria-labelledby="calm-title">
      {light.state === 'alarm' && light.severity !== null ? (
        <SeverityGlyph severity={light.severity} owned={light.owned} large />
      ) : (
        <StateGlyph state={light.state === 'alarm' ? 'unknown' : light.state} large />
      )}
      <div>
        <h1 id="calm-title" tabIndex={-1}>
          {light.headline}
        </h1>
        <p className="dim">{light.why}</p>
        {light.state !== 'alarm' && light.state !== 'well' && light.severity !== null && (
          <p className="last-known">
            <SeverityGlyph severity={light.severity} quiet />
            Last known: SEV{light.severity}
          </p>
        )}
      </div>
    </section>
  );
}
