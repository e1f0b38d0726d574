import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/boundaries/**', 'test/bench/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Real servers and real windows on two busy cores: one second, the default, is no promise they keep.
    expect: { poll: { timeout: 10_000 } },
  },
});
