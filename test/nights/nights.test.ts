import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { playHouse } from './house.ts';
import { playAlerts } from './play.ts';
import { readScenes, type Scene } from './script.ts';

const rules = defaultRules();

/** Every `.night` of a folder, by name. */
function nights(folder: string) {
  const url = new URL(`./${folder}/`, import.meta.url);
  const files = readdirSync(url).filter((name) => name.endsWith('.night'));
  return files.map((file) => ({ file, scenes: readScenes(readFileSync(new URL(file, url), 'utf8')) }));
}

function tell(folder: string, play: (scene: Scene) => readonly string[]): void {
  describe.each(nights(folder))(`${folder}/$file`, ({ scenes }) => {
    it.each(scenes)('$title (line $line)', (scene) => {
      expect(play(scene)).toEqual(scene.expected);
    });
  });
}

tell('alerts', (scene) => playAlerts(scene, rules));
tell('house', playHouse);

it('has scenes for every level of every rule', () => {
  const told = nights('alerts').flatMap(({ scenes }) => scenes.flatMap(({ expected }) => expected));
  const untold = rules.flatMap(({ levels }) =>
    levels.filter(({ name, severity }) => !told.some((line) => line.includes(`SEV${severity} ${name}`))),
  );
  expect(untold).toEqual([]);
});
