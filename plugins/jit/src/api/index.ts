export * from './jitApi';
export * from './serverClock';
export * from './queryClient';
export * from './useJitQuery';
export * from './useJitCommand';
export * from './JitProvider';
