import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bin, root } from '../paths.ts';

type Fixture = { readonly name: string; readonly place: string; readonly expects: string };

const fixtures = path.join(root, 'test', 'boundaries');
const configuration = [
  'biome.json',
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'electron/tsconfig.json',
  'electron/core/tsconfig.json',
  'electron/ipc/tsconfig.json',
  'renderer/tsconfig.json',
  'scripts/lint',
];

/**
 * Puts each file of test/boundaries where its first line says it stands, in a scratch copy of the configuration,
 * and asks the compiler and the linter. A fixture that is not refused with the words it expects is a problem.
 */
export function checkBoundaries(): readonly string[] {
  const scratch = mkdtempSync(path.join(tmpdir(), 'sevlight-boundaries-'));
  try {
    for (const file of configuration) cpSync(path.join(root, file), path.join(scratch, file), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(scratch, 'node_modules'), 'junction');
    // A forbidden file has to exist, or the refusal would only say that it does not.
    put(scratch, 'electron/sources/health.ts', 'export const url = 1;\n');
    spawnSync('git', ['init', '-q'], { cwd: scratch });

    const all = readdirSync(fixtures).map(readFixture);
    const isForCompiler = (fixture: Fixture) => /^TS\d/.test(fixture.expects);
    const place = (fixture: Fixture) =>
      put(scratch, `${fixture.place}/${fixture.name}`, readFileSync(path.join(fixtures, fixture.name), 'utf8'));
    // The compiler goes first and alone: one import of a package with node types would bring them to all of core.
    all.filter(isForCompiler).forEach(place);
    const compiler = ask(scratch, 'tsc', ['-b', '--pretty', 'false', 'electron', 'renderer']);
    all.forEach(place);
    const linter = ask(scratch, 'biome', ['lint', '--max-diagnostics=none', '--reporter=github', '.']);
    const said = [...compiler, ...linter];
    return all.flatMap(({ name, expects }) => {
      const about = said.filter((line) => line.includes(name));
      if (about.some((line) => line.includes(expects))) return [];
      return [`test/boundaries/${name}: expected "${expects}", got\n  ${about.join('\n  ') || 'no complaint at all'}`];
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readFixture(name: string): Fixture {
  const text = readFileSync(path.join(fixtures, name), 'utf8');
  const [, place] = /^\/\/ stands in: (.+)$/m.exec(text) ?? [];
  const [, expects] = /^\/\/ expects: (.+)$/m.exec(text) ?? [];
  if (place === undefined || expects === undefined)
    throw new Error(`${name} does not say where it stands and why it fails`);
  return { name, place, expects };
}

function put(scratch: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
  writeFileSync(path.join(scratch, file), text);
}

/** One complaint per line, with its file's name. */
function ask(scratch: string, tool: string, args: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(bin(tool), args, { cwd: scratch, encoding: 'utf8', maxBuffer: 1 << 26 });
  return `${stdout}\n${stderr}`.split('\n');
}
