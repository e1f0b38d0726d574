import { describe, expect, it } from 'vitest';
import { checkLink, deepLinkIn, parseDeepLink } from '../../electron/desktop/links.ts';

const refusal = (text: string, allowHttp = false) => {
  const check = checkLink(text, allowHttp);
  return check.ok ? `opens ${check.url}` : check.reason;
};

describe('checkLink', () => {
  it('opens https, and http where the setting says so', () => {
    expect(refusal('https://sentry.example/issues/?query=a%20b#top')).toBe(
      'opens https://sentry.example/issues/?query=a%20b#top',
    );
    expect(refusal('http://wiki.internal/')).toBe('Only https links are opened, not http:');
    expect(refusal('http://wiki.internal/', true)).toBe('opens http://wiki.internal/');
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'app://sevlight/',
  ])('does not open %s', (link) => {
    expect(refusal(link, true)).toMatch(/^Only https links/);
  });

  it.each(['', 'runbook.md', '/etc/passwd', '//example.com', 'https://'])('does not open the incomplete %j', (link) => {
    expect(refusal(link)).toBe('This is not a complete link');
  });

  it('refuses credentials, control characters, reversed text and great length', () => {
    expect(refusal('https://me:secret@example.com/')).toBe('The link contains a user name or password');
    expect(refusal('https://me@example.com/')).toBe('The link contains a user name or password');
    expect(refusal('https://example.com/\nX')).toBe('The link contains control characters');
    expect(refusal('https://example.com/\u202egpj.exe')).toBe('The link contains control characters');
    expect(refusal(`https://example.com/${'a'.repeat(2028)}`)).toMatch(/^opens/);
    expect(refusal(`https://example.com/${'a'.repeat(2029)}`)).toBe('The link is longer than 2048 characters');
  });
});

describe('checkLink, to call and to write to people,', () => {
  it.each(['tel:+4930901820', 'tel:112', 'tel:+12025550101;ext=12', 'mailto:ana.ruiz+oncall@mail.example.com'])(
    'opens %s',
    (link) => {
      expect(refusal(link)).toBe(`opens ${link}`);
    },
  );

  it.each([
    'tel:',
    'tel:12',
    'tel:*21*4930901820#',
    'tel:%2321%23',
    'tel:+49 30 901820',
    'tel:+4930901820;phone-context=evil.example',
    'tel:+4930901820;ext=1?x',
    'tel:+1234567890123456',
    'TEL:112',
    'tel://112',
  ])('dials nothing for %s', (link) => {
    expect(refusal(link)).toBe('This is not one plain telephone number');
  });

  it.each([
    'mailto:',
    'mailto:ana',
    'mailto:ana@example.com?attach=/etc/passwd',
    'mailto:ana@example.com?bcc=eve@example.com',
    'mailto:ana@example.com,eve@example.com',
    'mailto:ana%40example.com',
    'mailto:ana@example.com%0ABcc:eve@example.com',
    'mailto:"ana --attach x"@example.com',
    'mailto:-attach@example',
    'MAILTO:ana@example.com',
    'mailto://ana@example.com',
  ])('writes to nobody for %s', (link) => {
    expect(refusal(link)).toBe('This is not one plain e-mail address');
  });
});

describe('parseDeepLink', () => {
  it('knows an incident, and nothing else', () => {
    expect(parseDeepLink('sevlight://incident/0b7f-A_9')).toEqual({ incidentId: '0b7f-A_9' });
    expect(parseDeepLink('sevlight://incident/abc/')).toEqual({ incidentId: 'abc' });
  });

  it.each([
    'sevlight://incident/',
    'sevlight://incident/../settings',
    'sevlight://incident/a%2fb',
    'sevlight://incident/a?x=1',
    'sevlight://incident/a#b',
    'sevlight://user@incident/a',
    'sevlight://settings/a',
    'SEVLIGHT://incident/a',
    'https://incident/a',
    'sevlight://incident/a\n',
    `sevlight://incident/${'a'.repeat(65)}`,
    ' sevlight://incident/a',
  ])('takes nothing from %j', (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });

  it('is found among arguments', () => {
    expect(deepLinkIn(['/opt/sevlight', '--flag', 'sevlight://incident/abc'])).toEqual({ incidentId: 'abc' });
    expect(deepLinkIn(['/opt/sevlight', '.'])).toBeNull();
  });
});
