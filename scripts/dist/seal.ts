import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { setFuses } from './fuses.ts';

/** electron-builder's hook: takes out Electron's default app, which would start anything it is given, and sets the fuses. */
export default function seal(context: AfterPackContext): Promise<void> {
  return sealAllowing(context, { inspect: false });
}

export async function sealAllowing(context: AfterPackContext, { inspect }: { inspect: boolean }): Promise<void> {
  const { appOutDir, electronPlatformName: platform, packager } = context;
  const { name, productFilename } = packager.appInfo;
  const bundle = path.join(appOutDir, `${productFilename}.app`);
  const resources =
    platform === 'darwin' ? path.join(bundle, 'Contents', 'Resources') : path.join(appOutDir, 'resources');
  const windows = path.join(appOutDir, `${productFilename}.exe`);
  const executable = platform === 'darwin' ? bundle : platform === 'win32' ? windows : path.join(appOutDir, name);
  rmSync(path.join(resources, 'default_app.asar'), { force: true });
  await setFuses(executable, platform, inspect);
}
