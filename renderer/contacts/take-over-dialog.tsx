import { useState } from 'react';
import type { BookPerson } from '../../electron/core/contacts/book.ts';
import type { LadderContact } from '../../electron/core/contacts/views.ts';
import { HOUR_MS } from '../../electron/core/time.ts';
import { useNow } from '../store/clock.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { moment } from '../ui/words.ts';

const HOURS = [4, 8, 24, 168];

interface TakeOverDialogProps {
  readonly person: BookPerson;
  readonly ladder: readonly LadderContact[];
  readonly onTakeOver: (level: number, untilWallMs: number) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Somebody stands for a level of the ladder for a while, whatever the rota says. */
export default function TakeOverDialog({ person, ladder, onTakeOver, onClose }: TakeOverDialogProps) {
  const [level, setLevel] = useState(ladder[0]?.level ?? 1);
  const [hours, setHours] = useState(8);
  const nowMs = useNow();
  const untilWallMs = (Math.floor(nowMs / 60_000) + hours * 60) * 60_000;
  return (
    <Dialog title={`${person.name} takes over`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onTakeOver(level, untilWallMs).then((done) => {
            if (done) onClose();
          });
        }}
      >
        <fieldset>
          <legend>For</legend>
          {ladder.map((each) => (
            <label key={each.level} className="choice">
              <input type="radio" name="level" checked={each.level === level} onChange={() => setLevel(each.level)} />L
              {each.level} {each.who}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Until {moment(nowMs + hours * HOUR_MS, nowMs)}</legend>
          <div className="choices">
            {HOURS.map((each) => (
              <label key={each} className="choice">
                <input type="radio" name="hours" checked={each === hours} onChange={() => setHours(each)} />
                {each < 48 ? `${each} hours` : `${each / 24} days`}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="buttons">
          <button type="submit" className="button primary">
            Take over
          </button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
