module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // The benchmark is never built: it runs from its sources
      files: ['src/places.ts'],
      rules: { 'no-restricted-syntax': 'off' },
    },
    {
      // One history for all measurements, beside the tables that it fills
      files: ['src/ground/history.ts'],
      rules: { '@backstage/no-relative-monorepo-imports': 'off' },
    },
  ],
});
