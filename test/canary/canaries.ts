import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One secret per field, so that a leak names its origin. With all that URLs, shells and base64 treat differently. */
export function canaryFor(field: string): string {
  return `cAn4ry-${field}/+?=pw`;
}

/** As it stands in a URL. */
export function encoded(field: string): string {
  return encodeURIComponent(canaryFor(field));
}

/** Every form in which a field's secret may turn up; of base64 the part that does not depend on what stands around it. */
function formsOf(field: string): readonly string[] {
  const secret = canaryFor(field);
  const shifted = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(`${before}${secret}`).toString('base64');
    // The first group holds what stood before, the last what comes after.
    return text.slice(before === '' ? 0 : 4, -4);
  });
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    encodeURIComponent(secret).toLowerCase(),
    // Whatever was done to its odd characters.
    `cAn4ry-${field}`,
    ...shifted,
    ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Which fields' secrets stand in these bytes. */
export function leaksIn(bytes: Buffer | string, fields: readonly string[]): readonly string[] {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1');
  return fields.filter((field) => formsOf(field).some((form) => text.includes(form)));
}

/** Every file below a folder, by path. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** `FILE: FIELD` for each secret that a file below the folder holds. */
export function leaksBelow(folder: string, fields: readonly string[]): readonly string[] {
  return filesBelow(folder).flatMap((path) =>
    leaksIn(readFileSync(path), fields).map((field) => `${path.slice(folder.length + 1)}: ${field}`),
  );
}
