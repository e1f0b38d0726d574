import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** Fuses by name; a runtime has the ones of its age. */
export type Fuses = Readonly<Partial<Record<FuseName, boolean>>>;

type FuseName = keyof typeof FuseV1Options;

const NAMES = Object.keys(FuseV1Options).filter((name): name is FuseName => Number.isNaN(Number(name)));

/**
 * Everything that would let someone else's code run as ours is off. `inspect` is on in the test variant only, because
 * Playwright drives a main process through it.
 */
function wanted(platform: string, inspect: boolean): Required<Fuses> {
  return {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: inspect,
    EnableEmbeddedAsarIntegrityValidation: platform !== 'linux', // which Electron does not offer on Linux
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}

/** Sets every fuse the executable has; rejects when it has one that we hold no opinion on. */
export async function setFuses(executable: string, platform: string, inspect: boolean): Promise<void> {
  const wire = await getCurrentFuseWire(executable);
  const present = Object.keys(wire).filter((key) => /^\d+$/.test(key));
  const unknown = present.filter((key) => FuseV1Options[Number(key)] === undefined);
  if (unknown.length > 0) throw new Error(`${executable} has fuses unknown to us: ${unknown.join(', ')}`);
  const want = wanted(platform, inspect);
  const chosen = NAMES.filter((name) => present.includes(String(FuseV1Options[name])));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === 'darwin',
    ...Object.fromEntries(chosen.map((name) => [FuseV1Options[name], want[name]])),
  });
}

/** Reads the fuses back from an executable. */
export async function readFuses(executable: string): Promise<Fuses> {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const state = wire[FuseV1Options[name]];
      return state === undefined ? [] : [[name, state === FuseState.ENABLE]];
    }),
  );
}
