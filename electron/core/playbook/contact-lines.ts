import type { Block } from './blocks.ts';
import { NOTHING } from './contact-tables.ts';
import { linesOf, type TextLine, textLines } from './fields.ts';
import type { Channel, ContactRole, Contacts, Inline, Vendor } from './model.ts';
import { isUndecided, NOBODY, readPerson } from './people.ts';
import { addressIn, linkIn } from './tables.ts';
import { plainText } from './words.ts';

const CHANNEL =
  /^(?:slack|(?:microsoft |ms )?teams|e-?mail|mailing list|status ?page|public status|zoom|phone bridge|bridge|conference|war ?room|incident room|pager\w*|irc|discord|mattermost|matrix|telegram|whatsapp|signal|google (?:meet|chat)|hotline|webhook|sms|video call|chat|call)\b/iu;

/** `Role: person, number`, `Slack: #incidents (what for)` or `Vendor: addresses`; null where it is none of these. */
export function readContactLines(blocks: readonly Block[], title: string): Contacts | null {
  const lines = linesOf(blocks);
  const [first] = lines;
  if (first === undefined) return null;
  const { label, line } = first;
  if (label !== null && CHANNEL.test(label)) return { ...NOTHING, channels: [channelOf(label, first)] };
  if (/vendor|external|provider|supplier|third|status/iu.test(title) || mentionsStatus(lines)) {
    const vendor = vendorOf(label ?? wordsBeforeLink(first), blocks);
    const nowhere = vendor.supportUrl === null && vendor.statusUrl === null;
    return nowhere || vendor.service === '' ? null : { ...NOTHING, vendors: [{ ...vendor, line }] };
  }
  if (label === null) return null;
  if (/channel|communicat/iu.test(title)) return { ...NOTHING, channels: [channelOf(label, first)] };
  const role = roleOf(label, lines);
  return role === null ? null : { ...NOTHING, roles: [{ ...role, line }] };
}

function mentionsStatus(lines: readonly TextLine[]): boolean {
  return lines.some(({ inline }) => /\bstatus\b/iu.test(plainText(inline)) && addressIn(inline) !== null);
}

function wordsBeforeLink({ inline }: TextLine): string {
  const link = inline.findIndex((part) => part.kind === 'link');
  const [first] = inline;
  return link === 0 && first !== undefined ? plainText([first]) : plainText(inline.slice(0, Math.max(0, link)));
}

/** `#incidents (for real-time coordination)`, `#incidents - for responders` */
function channelOf(kind: string, { rest, line }: TextLine): Channel {
  const text = plainText(rest);
  const [, value = text, inside, dashed] = /^(.*?)\s*(?:\(([^()]*)\)|\s[–—-]\s(.*))\s*$/u.exec(text) ?? [];
  return { kind, value, note: inside ?? dashed ?? '', ...linkIn(rest), line };
}

/** `Ana Ruiz, +1 202 555 0101 (backup: Ben Ode, +1 202 555 0102)`, or each on a line of its own. */
function roleOf(role: string, [first, ...below]: readonly TextLine[]): Omit<ContactRole, 'line'> | null {
  if (first === undefined || /^(?:note|warning|important|tip|hint|caution|see|please|example)\b/iu.test(role))
    return null;
  const text = plainText(first.rest);
  const [, main = text, other] =
    /^(.*?)[\s,;(|·–—-]*\b(?:backup|secondary|deputy|then|fallback)\b\s*[:=–—-]?\s*(.*?)\)?$/iu.exec(text) ?? [];
  const lineOf = (words: RegExp) => below.find(({ label }) => label !== null && words.test(label))?.rest;
  const second = lineOf(/backup|secondary|deputy/iu) ?? (other === undefined ? undefined : asInline(other));
  const named = main.replace(/^\s*(?:primary|main)\b\s*[:=–—-]?\s*/iu, '');
  const primary = readPerson(
    lineOf(/primary|main|name/iu) ?? asInline(named),
    plainText(lineOf(/phone|mobile|tel/iu) ?? []),
    plainText(lineOf(/mail/iu) ?? []),
  );
  const isPerson = primary.phone !== null || primary.email !== null || isName(primary.name ?? '');
  const isOpen = primary.text !== '' && isUndecided(primary.text);
  if (!isPerson && !isOpen && second === undefined) return null;
  return { role, primary, backup: second === undefined ? NOBODY : readPerson(second, '', '') };
}

/** A few words with capitals: `Ana Ruiz`, not `always ask first`. */
function isName(text: string): boolean {
  const words = text.split(' ');
  return (
    text !== '' &&
    words.length <= 4 &&
    words.every((word) => /^\p{Lu}|^(?:de|da|di|van|von|der|the|la|le)$/u.test(word))
  );
}

function asInline(text: string): readonly Inline[] {
  return [{ kind: 'text', text }];
}

function vendorOf(service: string, blocks: readonly Block[]): Omit<Vendor, 'line'> {
  const links = linksOf(blocks);
  const status = links.find(({ address, words }) => /status/iu.test(words) || /\bstatus\./iu.test(address));
  const support = links.find((link) => link !== status && !/status/iu.test(link.words));
  return {
    service: service.replace(/[\s:–—-]+$/u, ''),
    supportUrl: support?.address ?? null,
    statusUrl: status?.address ?? null,
  };
}

/** Each address with the words on it and just before it. */
function linksOf(blocks: readonly Block[]): readonly { readonly address: string; readonly words: string }[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap((item) => linksOf(item.blocks));
    if (block.kind !== 'paragraph') return [];
    return textLines(block.inline, block.line).flatMap(({ inline }) =>
      inline.flatMap((part, index) => {
        const address = addressIn([part]);
        const before = inline[index - 1];
        if (address === null) return [];
        return [
          { address, words: `${before === undefined ? '' : plainText([before]).slice(-20)} ${plainText([part])}` },
        ];
      }),
    );
  });
}
