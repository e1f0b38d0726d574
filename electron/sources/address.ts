/** Where something is asked, fit to be shown: no user, no password, no fragment, no values in the query but `full`. */
export function shownAddress(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => (name === 'full' ? `full=${value}` : `${name}=…`));
  return `${url.protocol}//${url.host}${url.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
