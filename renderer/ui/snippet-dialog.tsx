import { useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface SnippetDialogProps {
  readonly command: string;
  readonly environment: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Before a command that destroys is copied: whoever wants it names where it will run. */
export function SnippetDialog({ command, environment, onConfirm, onClose }: SnippetDialogProps) {
  const [typed, setTyped] = useState('');
  const same = typed.trim().toLowerCase() === environment.toLowerCase();
  return (
    <Dialog title="This command destroys" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (same) onConfirm();
        }}
      >
        <pre className="snippet-command">
          <code>{command}</code>
        </pre>
        <label>
          <span className="label">
            It cannot be undone. Type <strong>{environment}</strong> to copy it.
          </span>
          <input
            className="field"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            required
          />
        </label>
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={!same || undefined}>
            Copy
          </button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
