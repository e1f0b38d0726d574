const IS_MAC = navigator.userAgent.includes('Mac OS');

/** A key as its cap reads (`A`, `Enter`, `⇧A`, `Ctrl K`), or as ARIA spells it (`Control+K`). */
export function keyName(keys: string, spelling: 'cap' | 'aria' = 'cap'): string {
  const [, modifier, plain = keys] = /^(mod|shift)\+(.+)$/.exec(keys) ?? [];
  const name = plain === ' ' ? 'Space' : plain.length === 1 ? plain.toUpperCase() : plain.replace('Arrow', '');
  if (spelling === 'aria') {
    const full = plain.startsWith('Arrow') ? plain : name;
    return modifier === undefined ? full : `${modifier === 'shift' ? 'Shift' : IS_MAC ? 'Meta' : 'Control'}+${full}`;
  }
  if (modifier === undefined) return name;
  if (modifier === 'shift') return `⇧${name}`;
  return IS_MAC ? `⌘${name}` : `Ctrl ${name}`;
}
