import { AwsError, conflict, throttled } from '../errors';
import { CallFaults } from './CallFaults';
import type { Fault } from './Faults';

/** What a refusing fault answers, in the words of the service. */
function refusalOf(fault: Fault, service: string): AwsError {
  switch (fault.kind) {
    case 'throttle':
      if (service === 'organizations') {
        return new AwsError('TooManyRequestsException', 'Too many requests');
      }
      return service === 'access-analyzer'
        ? new AwsError('ThrottlingException', 'Rate exceeded', 429)
        : throttled();
    case 'unprocessable':
      return new AwsError(
        'UnprocessableEntityException',
        fault.message ?? 'The policy cannot be analyzed.',
        422,
      );
    case 'error':
      return new AwsError(
        'InternalServerException',
        fault.message ??
          'An unexpected internal service exception was encountered',
        500,
      );
    case 'outage':
      return new AwsError(
        'ServiceUnavailable',
        fault.message ?? 'Service unavailable',
        503,
      );
    case 'access-denied':
      return new AwsError(
        'AccessDeniedException',
        fault.message ?? 'User is not authorized to perform this action',
        service === 'access-analyzer' ? 403 : 400,
      );
    default:
      return service === 'organizations'
        ? new AwsError(
            'ConcurrentModificationException',
            fault.message ??
              'The target of the operation is currently being modified by a different request. Try again later.',
          )
        : conflict(
            fault.message ?? 'There is a conflicting operation in process.',
          );
  }
}

/** @throws the AwsError of a fault that refuses the call at once */
export function refuseByFault(faults: CallFaults, service: string): void {
  const fault = faults.take(
    'throttle',
    'error',
    'outage',
    'access-denied',
    'conflict',
    'unprocessable',
  );
  if (fault) throw refusalOf(fault, service);
}
