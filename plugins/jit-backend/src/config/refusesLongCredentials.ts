import { JitConfig } from './JitConfig';

/** Whether sets are refused whose credentials would outlive the session (H25). */
export function refusesLongCredentials({
  credentialsMode,
  credentials,
}: Pick<JitConfig, 'credentialsMode' | 'credentials'>): boolean {
  return credentialsMode === 'assignment' && !credentials.allowLongSessions;
}
