import { Portal } from './portal';

/*
 * What goes wrong in AWS, and when time passes there: the emulator's own
 * controls (its DIFFERENCES.md lists them).
 */
async function control(
  portal: Portal,
  method: 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<void> {
  const response = await fetch(`${portal.urls.emulator}/_emulator/${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** From now on AWS answers so, until {@link endTrouble}. */
export async function makeTrouble(
  portal: Portal,
  fault: { kind: string; operation: string; message?: string; times?: number },
): Promise<void> {
  await control(portal, 'POST', 'faults', { service: 'sso-admin', ...fault });
}

export async function endTrouble(portal: Portal): Promise<void> {
  await control(portal, 'DELETE', 'faults');
}

/** Time stands still: what AWS has begun does not end. */
export async function freezeClock(
  portal: Portal,
  frozen: boolean,
): Promise<void> {
  await control(portal, 'POST', 'clock', { frozen });
}
