import { denyTimes } from '../../domain/denies';
import { IdentityCenter } from '../../identityCenter/IdentityCenter';
import { DenyStore } from '../../store/DenyStore';
import { Chore, ChoreTools } from './Chore';

/**
 * Hourly, whether the deny SCP is attached above the accounts whose sessions
 * rely on it (H29): what fell out of reach is reported, and falls back.
 */
export class CheckScpReach implements Chore {
  readonly name = 'check-scp-reach';
  readonly everyMs = denyTimes.reach;

  constructor(
    private readonly store: DenyStore,
    private readonly identityCenter: IdentityCenter,
  ) {}

  async run({ token }: ChoreTools): Promise<void> {
    const ids = await this.store.reachWanted(token);
    if (ids.length === 0) return;
    const beyond = await this.identityCenter.denies.beyondScp(ids);
    await this.store.saveReach(token, ids, beyond);
  }
}
