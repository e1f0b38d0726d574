import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { playAlerts } from './play.ts';
import { readScenes } from './script.ts';

const folder = new URL('./alerts/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.night'));

describe.each(files)('%s', (file) => {
  const scenes = readScenes(readFileSync(new URL(file, folder), 'utf8'));

  it('has a scene', () => expect(scenes).not.toHaveLength(0));

  it.each(scenes)('$title (line $line)', (scene) => {
    expect(playAlerts(scene, defaultRules())).toEqual(scene.expected);
  });
});

it('has scenes for every level of every rule', () => {
  const told = files.flatMap((file) =>
    readScenes(readFileSync(new URL(file, folder), 'utf8')).flatMap(({ expected }) => expected),
  );
  const untold = defaultRules().flatMap(({ levels }) =>
    levels.filter(({ name, severity }) => !told.some((line) => line.includes(`SEV${severity} ${name}`))),
  );
  expect(untold).toEqual([]);
});
