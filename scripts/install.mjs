/**
 * The part of start and test that has to run on a bare Node 20: it imports nothing that npm brings.
 * It installs what package-lock.json names when node_modules differs, and hands over to Node 24 from there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');

/** Runs a script of this folder with our arguments, on Node 24 and with all dependencies in place. */
export function handOver(/** @type {string} */ script) {
  if (!isInstalled()) install();
  const child = spawn(findNode(), [path.join(root, 'scripts', script), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  // The child takes down what it started; we only pass the wish on and wait.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.once('exit', (status) => process.exit(status ?? 1));
}

/** Compares what npm wrote down about node_modules with the lock; packages for other systems may be absent. */
function isInstalled() {
  const installed = packagesOf(path.join(modules, '.package-lock.json'));
  return Object.entries(packagesOf(path.join(root, 'package-lock.json'))).every(
    ([name, wanted]) => name === '' || wanted.optional || installed[name]?.integrity === wanted.integrity,
  );
}

/** @returns {Record<string, {integrity?: string, optional?: boolean}>} */
function packagesOf(/** @type {string} */ lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function install() {
  console.log('Installing the dependencies (npm ci, about 15 s) ...');
  const npm = process.env.npm_execpath;
  const command = npm === undefined ? ['npm'] : [process.execPath, npm];
  const [program = 'npm', ...first] = command;
  const { status } = spawnSync(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: npm === undefined && process.platform === 'win32',
  });
  if (status === 0) return;
  console.error('npm ci failed; its message stands above. Without a network, copy node_modules from another machine.');
  process.exit(1);
}

/** Node 24 from node_modules where a package carries it for this system, otherwise the host's if it is new enough. */
function findNode() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const carried = [`node-${system}`, `node-bin-${system}`].map((name) => path.join(modules, name, 'bin', exe));
  const found = carried.find((file) => existsSync(file));
  if (found !== undefined) return found;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(`No package carries Node 24 for ${system}: install Node 24 and try again.`);
  return process.exit(1);
}
