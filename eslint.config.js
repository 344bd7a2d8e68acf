import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import safety from './eslint.safety.js';

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/bundle/**',
      '!scripts/bundle/**',
      'site/**',
      '**/node_modules/**',
      '**/fixtures/**',
      '**/samples/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // A value with an `await`-free async body is how an interface that may wait is satisfied.
      '@typescript-eslint/require-await': 'off',
      // Services and styles are closures, not classes: their functions may be handed on alone.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // scripts/, bench/ and test/ are not checked so: they run on a developer's machine, and are in no
  // package.
  ...safety,
  {
    files: ['**/*.test.ts'],
    rules: {
      // chai's `expect(x).to.be.true` is an expression that asserts.
      '@typescript-eslint/no-unused-expressions': 'off',
      // Such a case counts as held, so a program that refuses everything would hold it.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(property|asyncProperty)$/] > :function ReturnStatement[argument=null]',
          message: 'A case that does not apply is left out with fc.pre(…).',
        },
      ],
    },
  },
  {
    files: ['plugin-template/**/*.test.ts'],
    // Node's own runner waits for the promise that `test` returns.
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    files: ['core/cli/bin/*'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'readonly', require: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        performance: 'readonly',
        describe: 'readonly',
        it: 'readonly',
        before: 'readonly',
        after: 'readonly',
        beforeEach: 'readonly',
        afterEach: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-unused-expressions': 'off', 'no-unused-expressions': 'off' },
  },
  {
    // What runs in a browser.
    files: ['scripts/site/browser/*.js', 'test/support/siteInBrowser.js'],
    languageOptions: { globals: { document: 'readonly', HTMLInputElement: 'readonly' } },
  },
);
