import { describe, expect, it } from 'vitest';
import { fitBounds, parseBounds } from '../../electron/desktop/bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 800 };

describe('parseBounds', () => {
  it('takes four whole numbers and nothing else', () => {
    const place = { x: -10, y: 20, width: 1000, height: 700 };
    expect(parseBounds(JSON.stringify(place))).toEqual(place);
    for (const text of [
      '',
      'null',
      '[]',
      '{"x":1}',
      '{"x":1,"y":2,"width":"3","height":4}',
      '{"x":1.5,"y":2,"width":3,"height":4}',
    ]) {
      expect(parseBounds(text)).toBeNull();
    }
  });
});

describe('fitBounds', () => {
  it('starts in the middle, at a size that fits', () => {
    expect(fitBounds(null, [screen])).toEqual({ width: 1120, height: 760 });
    expect(fitBounds(null, [{ ...screen, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 });
    expect(fitBounds(null, [])).toEqual({ width: 1120, height: 760 });
  });

  it('goes back to where it was, on any screen', () => {
    const place = { x: 2000, y: 50, width: 1000, height: 700 };
    expect(fitBounds(place, [screen, second])).toEqual(place);
  });

  it('comes back from a screen that is gone, or from where it could not be grasped', () => {
    expect(fitBounds({ x: 2000, y: 50, width: 1000, height: 700 }, [screen])).toEqual({ width: 1120, height: 760 });
    expect(fitBounds({ x: -950, y: 50, width: 1000, height: 700 }, [screen])).toEqual({ width: 1120, height: 760 });
    expect(fitBounds({ x: 10, y: -60, width: 1000, height: 700 }, [screen])).toEqual({ width: 1120, height: 760 });
  });

  it('keeps the size between the least and the screen', () => {
    expect(fitBounds({ x: 10, y: 10, width: 300, height: 200 }, [screen])).toEqual({
      x: 10,
      y: 10,
      width: 900,
      height: 600,
    });
    expect(fitBounds({ x: 1950, y: 10, width: 1900, height: 1000 }, [second])).toEqual({
      x: 1950,
      y: 10,
      width: 1280,
      height: 800,
    });
  });
});
