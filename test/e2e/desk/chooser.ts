import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../harness/eventually.ts';

const run = promisify(execFile);

/** Keys for a dialog of the desktop's own (GTK), which no browser protocol reaches: pressed on the display itself. */
export interface NativeDialog {
  readonly title: string;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  closed(): Promise<void>;
}

/** Waits for the dialog and gives it the focus, as a window manager would: the display has none. */
export async function nativeDialog(title: string): Promise<NativeDialog> {
  const id = await eventually(async () => (await windowsCalled(title)).at(-1), `a dialog called ${title}`, 20_000);
  await run('xdotool', ['windowfocus', '--sync', id]);
  return {
    title,
    press: async (...keys) => {
      await run('xdotool', ['key', '--clearmodifiers', '--delay', '60', ...keys]);
    },
    type: async (text) => {
      await run('xdotool', ['type', '--clearmodifiers', '--delay', '25', '--', text]);
    },
    closed: async () => {
      await eventually(
        async () => !(await windowsCalled(title)).includes(id) || undefined,
        `the dialog ${title} to close`,
        20_000,
      );
    },
  };
}

async function windowsCalled(title: string): Promise<readonly string[]> {
  try {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`]);
    return stdout.split('\n').filter(Boolean);
  } catch {
    // It ends with 1 when there is none.
    return [];
  }
}
