import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import dbus from 'dbus-next';

export interface PrivateBus {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a session bus of its own. It can start the named programs on demand, and nothing of the system.
 *
 * @param socket where it listens; a place of its own by default
 */
export async function startBus(services: Readonly<Record<string, string>> = {}, socket?: string): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), 'bus-'));
  const serviceFolder = join(folder, 'services');
  mkdirSync(serviceFolder);
  for (const [name, command] of Object.entries(services)) {
    writeFileSync(join(serviceFolder, `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${command}\n`);
  }
  writeFileSync(
    join(folder, 'bus.conf'),
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig>
      <type>session</type>
      <listen>unix:path=${socket ?? join(folder, 'socket')}</listen>
      <servicedir>${serviceFolder}</servicedir>
      <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
    </busconfig>`,
  );
  const daemon = spawn('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    daemon.once('error', reject);
    createInterface({ input: daemon.stdout }).once('line', resolve);
  });
  return {
    address,
    stop: async () => {
      if (daemon.exitCode === null && daemon.signalCode === null) {
        const gone = new Promise((resolve) => daemon.once('exit', resolve));
        daemon.kill('SIGKILL');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Owns a name on the bus. What it is asked, `answer` answers; without one it hangs: it never answers anything. */
export async function ownName(address: string, name: string, answer?: () => readonly string[]): Promise<() => void> {
  const bus = dbus.sessionBus({ busAddress: address });
  bus.on('error', () => undefined);
  bus.addMethodHandler((call: dbus.Message) => {
    if (answer !== undefined) bus.send(dbus.Message.newMethodReturn(call, 'as', [[...answer()]]));
    return true;
  });
  await bus.requestName(name, 0);
  return () => bus.disconnect();
}
