module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A property that holds is an expectation that holds
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect', 'fc.assert'] },
    ],
  },
  overrides: [
    {
      // Laws speak of the cases they are about
      files: ['**/*.property.test.ts'],
      rules: { 'jest/no-conditional-expect': 'off' },
    },
  ],
});
