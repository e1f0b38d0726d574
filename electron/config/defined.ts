type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys whose value is undefined. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
