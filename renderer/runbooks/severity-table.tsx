import type { SeverityLevel } from '../../electron/core/playbook/model.ts';
import { SeverityGlyph } from '../ui/glyph.tsx';

/** What each severity means, how soon to respond, and examples: the team's own words. */
export function SeverityTable({ severities }: { readonly severities: readonly SeverityLevel[] }) {
  return (
    <section className="reader" aria-labelledby="severities-title">
      <h2 id="severities-title" className="reader-title">
        Severities
      </h2>
      {severities.length === 0 && <p className="note">The playbook describes no severities.</p>}
      <ul className="panel rows">
        {severities.map(({ level, name, description, responseTime, examples }) => (
          <li key={level} className="severity-row">
            <SeverityGlyph severity={level} />
            <div>
              <p>
                <strong className={`sev${level}`}>SEV{level}</strong> <strong>{name}</strong>
                <span className="severity-response">{responseTime.text}</span>
              </p>
              <p className="dim">{description}</p>
              {examples.length > 0 && <p className="note">For example: {examples.join('; ')}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
