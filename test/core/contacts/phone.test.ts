import { describe, expect, it } from 'vitest';
import { telNumber } from '../../../electron/core/contacts/phone.ts';

describe('a number to call', () => {
  it.each([
    ['+49 30 901820', '+4930901820'],
    ['+49 (0)30 90 18 20', '+4930901820'],
    ['0049 30/901820', '+4930901820'],
    ['(202) 555-0101', '2025550101'],
    ['+1-202-555-0101 x12', '+12025550101;ext=12'],
    ['+1 202 555 0101 ext. 12', '+12025550101;ext=12'],
    ['Tel: 112', '112'],
    ['202.555.0101', '2025550101'],
  ])('%s is %s', (written, number) => {
    expect(telNumber(written)).toBe(number);
  });

  it.each([
    '',
    '12',
    'TBD',
    '1-800-FLOWERS',
    '+1 202 555 0101 or 0102',
    '=1+1',
    '+123456789012345678',
    "=cmd|'/c calc'!A1",
    '+1;phone-context=evil',
    '110#31#1234567',
  ])('%j is none', (written) => {
    expect(telNumber(written)).toBeNull();
  });
});
