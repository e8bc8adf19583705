import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// Whole pages are found by role, as people find them, which takes its time
// where machines are busy: a test fails for what it sees, not for how soon
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });
