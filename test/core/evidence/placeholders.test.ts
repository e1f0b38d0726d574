import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filled, filledPieces, isSafeValue, placeholdersOf } from '../../../electron/core/evidence/placeholders.ts';

describe('what blanks are filled with', () => {
  it('is the alert’s user and task, and what the configuration says', () => {
    const keys = ['download-activity/4711', 'long-running-task/0f8fad5b-d9cb-469f-a165-70867728950e'];
    expect(placeholdersOf(keys, { App_ID: '3f2c9a' })).toEqual({
      'app-id': '3f2c9a',
      'user-id': '4711',
      'task-id': '0f8fad5b-d9cb-469f-a165-70867728950e',
    });
  });

  it.each([
    'x; rm -rf /',
    '$(reboot)',
    '`id`',
    'a b',
    "x' OR '1'='1",
    '--terminate',
    '-u',
    'a|b',
    'a&b',
    'a>b',
    'a\nb',
    '../../etc',
    '',
    'x'.repeat(101),
    'é',
    '*',
    '~',
    '!x',
    '{a,b}',
  ])('is never what a shell reads as more than a word: %j', (value) => {
    expect(placeholdersOf([`long-running-task/${value}`], { 'app-id': value })).toEqual({});
  });

  it('takes no user from an alert that is about something else', () => {
    expect(
      placeholdersOf(['download-activity', 'multiple-users-same-ip/0a1b2c3d', 'download-activity/x; ls'], {}),
    ).toEqual({});
  });
});

describe('filling', () => {
  it('knows a blank however it is written', () => {
    const values = { 'user-id': '7' };
    expect(filled('a <user_id> b <User-ID> c <task-id>', values)).toBe('a 7 b 7 c <task-id>');
  });

  it('leaves secrets as variables, also where a value has their name', () => {
    const values = { redis_url: 'x', 'redis-url': 'y' };
    expect(filled(`redis-cli -u $REDIS_URL ping \${DATABASE_URL}`, values)).toBe(
      `redis-cli -u $REDIS_URL ping \${DATABASE_URL}`,
    );
  });

  it('fills nothing from the language itself', () => {
    expect(filled('<constructor> <toString> <__proto__>', {})).toBe('<constructor> <toString> <__proto__>');
  });

  it('changes nothing but blanks, and never fills what it has filled', () => {
    const safe = fc.string().filter(isSafeValue);
    fc.assert(
      fc.property(fc.string(), safe, (text, value) => {
        expect(
          filledPieces(text, {})
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
        expect(filled(`${text.replaceAll(/[<>$]/g, '')}<app-id>`, { 'app-id': value }).endsWith(value)).toBe(true);
      }),
    );
  });
});
