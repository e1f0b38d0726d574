import { useState } from 'react';
import type { ImportPreview } from '../../electron/core/contacts/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';

interface ImportDialogProps {
  readonly preview: ImportPreview;
  readonly onKeep: () => Promise<boolean>;
  readonly onClose: () => void;
}

/** What was understood of a file, and what was not, before anything is kept. */
export default function ImportDialog({ preview, onKeep, onClose }: ImportDialogProps) {
  const [saving, setSaving] = useState(false);
  const { file, people, shifts, samples, shiftSamples, problems, replacesWallMs } = preview;
  const isEmpty = people + shifts === 0;
  const holds = [people > 0 && count(people, 'person', 'people'), shifts > 0 && count(shifts, 'shift')].filter(Boolean);
  return (
    <Dialog title={`Import ${file}`} onClose={onClose} className="import">
      <div className="stack">
        <p>
          {isEmpty ? 'Nobody was found in this file.' : `It holds ${holds.join(' and ')}.`}
          {replacesWallMs !== null && !isEmpty && (
            <>
              {' '}
              They take the place of those imported <Moment atWallMs={replacesWallMs} />.
            </>
          )}
        </p>
        {samples.length > 0 && (
          <section aria-labelledby="samples-title">
            <h3 id="samples-title">{people > samples.length ? 'The first of them' : 'Who'}</h3>
            <ul className="panel rows samples">
              {samples.map(({ key, name, phones, emails, roles }) => (
                <li key={`${key} ${name}`}>
                  <span className="alert-name">{name}</span>
                  <small>
                    {[
                      ...roles.map(({ role, standing }) => (standing === 'backup' ? `${role}, backup` : role)),
                      ...phones,
                      ...emails,
                    ].join(' · ') || 'no number, no address'}
                  </small>
                </li>
              ))}
            </ul>
          </section>
        )}
        {shiftSamples.length > 0 && (
          <section aria-labelledby="shifts-title">
            <h3 id="shifts-title">{shifts > shiftSamples.length ? 'The first shifts' : 'Shifts'}</h3>
            <ul className="panel rows samples">
              {shiftSamples.map(({ person, role, fromWallMs, repeats }) => (
                <li key={`${person} ${fromWallMs}`}>
                  <span className="alert-name">{person}</span>
                  <small>
                    {role ?? 'on call'} from <Moment atWallMs={fromWallMs} />
                    {repeats && ', again and again'}
                  </small>
                </li>
              ))}
            </ul>
          </section>
        )}
        {problems.length > 0 && (
          <section aria-labelledby="import-problems-title">
            <h3 id="import-problems-title">{count(problems.length, 'line needs', 'lines need')} a look</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section className="import-problems" tabIndex={0} aria-label="Problems, scrollable">
              <ul>
                {problems.map(({ line, message }) => (
                  <li key={`${line} ${message}`}>
                    <strong>Line {line}</strong> {message}
                  </li>
                ))}
              </ul>
            </section>
          </section>
        )}
        <div className="buttons">
          {!isEmpty && (
            <Button
              kind="primary"
              busy={saving}
              onPress={async () => {
                setSaving(true);
                const kept = await onKeep();
                setSaving(false);
                if (kept) onClose();
              }}
            >
              {saving ? 'Saving…' : 'Import'}
            </Button>
          )}
          <Button onPress={onClose}>{isEmpty ? 'Close' : 'Cancel'}</Button>
        </div>
      </div>
    </Dialog>
  );
}
