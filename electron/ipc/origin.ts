/** The only origin that may ask: our own scheme and host. */
export const OUR_ORIGIN = 'app://sevlight';
