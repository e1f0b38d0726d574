const IS_MAC = navigator.userAgent.includes('Mac OS');

/** A key as its cap reads (`A`, `Enter`, `Ctrl K`), or as ARIA spells it (`Control+K`). */
export function keyName(keys: string, spelling: 'cap' | 'aria' = 'cap'): string {
  const [modifier, plain] = keys.startsWith('mod+') ? ['mod', keys.slice(4)] : [null, keys];
  const name = plain === ' ' ? 'Space' : plain.length === 1 ? plain.toUpperCase() : plain.replace('Arrow', '');
  if (spelling === 'aria') {
    const full = plain.startsWith('Arrow') ? plain : name;
    return modifier === null ? full : `${IS_MAC ? 'Meta' : 'Control'}+${full}`;
  }
  if (modifier === null) return name;
  return IS_MAC ? `⌘${name}` : `Ctrl ${name}`;
}
