/**
 * Stands in for Electron's own default app, which the registry's runtime lacks: `electron [-r FILE] APP [ARGUMENTS]`
 * loads the app, `electron --version` prints the version. An ES module, because only then does Electron wait for the
 * app's own module to load before it becomes ready.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
const preloads = [];
let target;
for (let index = 1; index < process.argv.length && target === undefined; index += 1) {
  const argument = process.argv[index] ?? '';
  if (argument === '--version' || argument === '-v') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  }
  if (argument === '-r' || argument === '--require') {
    index += 1;
    preloads.push(path.resolve(process.argv[index] ?? ''));
  } else if (!argument.startsWith('-')) target = path.resolve(argument);
}

process.defaultApp = true;
for (const file of preloads) require(file);

if (target === undefined) {
  console.error('usage: electron [-r FILE] APP [ARGUMENTS]');
  app.exit(64);
} else await import(pathToFileURL(entryOf(target)).href);

/** Gives the app its name, version and folder as its package.json states them, and returns the file to load. */
function entryOf(/** @type {string} */ place) {
  const manifestFile = path.join(place, 'package.json');
  if (!fs.existsSync(manifestFile)) return place;
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version ?? '0.0.0');
  app.setAppPath(place);
  return path.resolve(place, manifest.main ?? 'index.js');
}
