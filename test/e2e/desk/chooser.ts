import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../harness/eventually.ts';

const run = promisify(execFile);

/** Keys for a dialog of the desktop's own (GTK), which no browser protocol reaches: pressed on the display itself. */
export interface NativeDialog {
  readonly title: string;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Types a path into the field for it. Typed into the list of files, its first letters could be lost. */
  typePath(file: string): Promise<void>;
  /** Presses Enter until it is done: while the dialog still reads a folder, it hears no Enter. */
  enter(done?: () => Promise<boolean>): Promise<void>;
  closed(): Promise<void>;
}

/** How long a dialog may take to follow an Enter that it has heard, ms. */
const FOLLOWS_MS = 3000;

/** Waits for the dialog and gives it the focus, as a window manager would: the display has none. */
export async function nativeDialog(title: string): Promise<NativeDialog> {
  const id = await eventually(async () => (await windowsCalled(title)).at(-1), `a dialog called ${title}`, 20_000);
  await run('xdotool', ['windowfocus', '--sync', id]);
  const press = async (...keys: readonly string[]) => {
    await run('xdotool', ['key', '--clearmodifiers', '--delay', '60', ...keys]);
  };
  const type = async (text: string) => {
    await run('xdotool', ['type', '--clearmodifiers', '--delay', '25', '--', text]);
  };
  const isClosed = async () => !(await windowsCalled(title)).includes(id);
  return {
    title,
    press,
    type,
    typePath: async (file) => {
      await press('ctrl+l');
      await press('ctrl+a');
      await type(file);
    },
    enter: async (done = isClosed) => {
      await eventually(async () => {
        await press('Return');
        return eventually(async () => (await done()) || undefined, 'it to follow', FOLLOWS_MS).catch(() => undefined);
      }, `the dialog ${title} to follow Enter`);
    },
    closed: async () => {
      await eventually(async () => (await isClosed()) || undefined, `the dialog ${title} to close`, 20_000);
    },
  };
}

/** Whether a program asks something in a window without a title, as a dialog does that is about to replace a file. */
export async function isAsking(pid: number): Promise<boolean> {
  return (await search('--all', '--pid', String(pid), '--name', '^$')).length > 0;
}

function windowsCalled(title: string): Promise<readonly string[]> {
  return search('--name', `^${title}$`);
}

async function search(...what: readonly string[]): Promise<readonly string[]> {
  try {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', ...what]);
    return stdout.split('\n').filter(Boolean);
  } catch {
    // It ends with 1 when there is none.
    return [];
  }
}
