import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly ready: boolean;
  /** True once it is saved: then the dialog closes. */
  readonly onConfirm: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that is filled in and saved: it closes once it is saved, and keeps what was typed where it could not be. */
export function FormDialog({ title, confirm, ready, onConfirm, onClose, children }: FormDialogProps) {
  const [saving, setSaving] = useState(false);
  async function save(): Promise<void> {
    if (!ready || saving) return;
    setSaving(true);
    const saved = await onConfirm();
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
        {children}
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={saving || !ready || undefined}>
            {saving ? 'Saving…' : confirm}
          </button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line of text that has to be given. */
export function Line({ label, value, onChange }: LineProps) {
  return (
    <label>
      <span className="label">{label}</span>
      <input
        className="field"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        maxLength={500}
      />
    </label>
  );
}
