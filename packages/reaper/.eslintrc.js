module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // The storm is never built: it runs from its sources
      files: ['src/places.ts'],
      rules: { 'no-restricted-syntax': 'off' },
    },
  ],
});
