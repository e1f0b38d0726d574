import { useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly prompt: string;
  readonly confirm: string;
  /** True once it is saved: then the dialog closes. Otherwise the words stay. */
  readonly onConfirm: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks for the one sentence that the timeline will keep. */
export function ReasonDialog({ title, prompt, confirm, onConfirm, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  async function save(): Promise<void> {
    if (reason.trim() === '' || saving) return;
    setSaving(true);
    const saved = await onConfirm(reason.trim());
    setSaving(false);
    if (saved) onClose();
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          <span className="label">{prompt}</span>
          <input
            className="field"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
            maxLength={500}
          />
        </label>
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={saving || reason.trim() === '' || undefined}>
            {saving ? 'Saving…' : confirm}
          </button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
