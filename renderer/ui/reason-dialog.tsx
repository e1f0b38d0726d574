import { useState } from 'react';
import { FormDialog, Line } from './form-dialog.tsx';

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
  return (
    <FormDialog
      title={title}
      confirm={confirm}
      ready={reason.trim() !== ''}
      onConfirm={() => onConfirm(reason.trim())}
      onClose={onClose}
    >
      <Line label={prompt} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
