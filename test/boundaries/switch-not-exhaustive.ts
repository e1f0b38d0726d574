// stands in: electron/core
// expects: useExhaustiveSwitchCases
export function word(look: 'ok' | 'bad' | 'unknown'): string {
  switch (look) {
    case 'ok':
      return 'fine';
  }
  return '';
}
