import { contextBridge, ipcRenderer } from 'electron';
import { COMMAND_NAMES, channelOf, PUSH_NAMES, type Pushes, type PushName } from './ipc/contract.ts';

const commands = Object.fromEntries(
  COMMAND_NAMES.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channelOf(name), input)]),
);

function on<Name extends PushName>(name: Name, listener: (value: Pushes[Name]) => void): () => void {
  if (!PUSH_NAMES.includes(name)) throw new TypeError('There is no such push.');
  const channel = channelOf(name);
  const heard = (_event: unknown, value: Pushes[Name]): void => listener(value);
  ipcRenderer.on(channel, heard);
  return () => {
    ipcRenderer.removeListener(channel, heard);
  };
}

contextBridge.exposeInMainWorld('sevlight', { ...commands, on });
