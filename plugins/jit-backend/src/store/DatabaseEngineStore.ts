import { CustomSetRecord, SetCall } from '../domain/customSetWork';
import { DenyKind, DenyRecord } from '../domain/denies';
import {
  AssignmentRecord,
  OperationKind,
  OperationRecord,
  SessionRecord,
} from '../domain/model';
import { Activation, Grant, Settlement } from '../domain/situation';
import * as assignments from './engineAssignments';
import * as claiming from './engineClaim';
import { EngineContext } from './engineContext';
import * as denies from './engineDenies';
import * as leading from './engineLead';
import * as operations from './engineOperations';
import * as sessions from './engineSessions';
import * as sets from './engineSets';
import { reportChangedSets } from './engineFindings';
import { sweep } from './engineSweep';
import {
  Answer,
  Claim,
  EngineEnd,
  EngineStore,
  Leadership,
  Outstanding,
  QueueStatus,
  Quota,
  Reading,
  Rest,
  Swept,
  Together,
} from './EngineStore';

/** The engine's deeds on SQLite and PostgreSQL. */
export class DatabaseEngineStore implements EngineStore {
  constructor(private readonly ctx: EngineContext) {}

  async now(): Promise<Date> {
    return this.ctx.clock.now(this.ctx.db);
  }

  async lead(passedAt?: Date): Promise<Leadership | undefined> {
    return leading.lead(this.ctx, passedAt);
  }

  async stillLeads(token: number): Promise<boolean> {
    const { ctx } = this;
    return leading.stillLeads(ctx, ctx.db, token, await this.now());
  }

  async release(token: number): Promise<void> {
    return leading.release(this.ctx, token);
  }

  async sweep(token: number): Promise<Swept> {
    return sweep(this.ctx, token);
  }

  async reportChangedSets(token: number): Promise<SessionRecord[]> {
    return reportChangedSets(this.ctx, token);
  }

  async reportForeign(known: ReadonlySet<string>): Promise<AssignmentRecord[]> {
    return claiming.reportForeign(this.ctx, known);
  }

  async outstanding(): Promise<Outstanding> {
    return claiming.outstanding(this.ctx);
  }

  async claimDue(quota: Quota, together: Together): Promise<Claim[]> {
    return claiming.claimDue(this.ctx, quota, together);
  }

  async read(claim: Claim): Promise<Reading> {
    return claiming.read(this.ctx, claim);
  }

  async note(
    claim: Claim,
    lead: number,
    kind: OperationKind,
    grants: Grant[],
  ): Promise<OperationRecord> {
    return operations.note(this.ctx, claim, lead, kind, grants);
  }

  async answer(
    claim: Claim,
    operation: OperationRecord,
    answer: Answer,
  ): Promise<void> {
    return operations.answerTo(this.ctx, claim, operation, answer);
  }

  async deny(
    claim: Claim,
    kind: DenyKind,
    ending: SessionRecord[],
    isGone: boolean,
  ): Promise<void> {
    return denies.putDeny(this.ctx, claim, kind, ending, isGone);
  }

  async sharesRole(claim: Claim): Promise<boolean> {
    return assignments.sharesRole(this.ctx, claim);
  }

  async cutOff(claim: Claim, deny: DenyRecord, at: Date): Promise<void> {
    return denies.cutOff(this.ctx, claim, deny, at);
  }

  async end(
    claim: Claim,
    ended: SessionRecord[],
    how: EngineEnd,
  ): Promise<void> {
    return sessions.end(this.ctx, claim, ended, how);
  }

  async activate(claim: Claim, activations: Activation[]): Promise<void> {
    return sessions.activate(this.ctx, claim, activations);
  }

  async gone(claim: Claim, proof: 'deletion' | 'absence'): Promise<void> {
    return assignments.gone(this.ctx, claim, proof);
  }

  async settle(claim: Claim, settlements: Settlement[]): Promise<void> {
    return sessions.settle(this.ctx, claim, settlements);
  }

  async adopt(claim: Claim): Promise<void> {
    return assignments.adopt(this.ctx, claim);
  }

  async looked(claim: Claim, drift: boolean): Promise<void> {
    return assignments.looked(this.ctx, claim, drift);
  }

  async letGo(claim: Claim): Promise<void> {
    return assignments.letGo(this.ctx, claim);
  }

  async rest(claim: Claim, how: Rest): Promise<void> {
    return assignments.rest(this.ctx, claim, how);
  }

  async noteSetCall(
    claim: Claim,
    lead: number,
    set: CustomSetRecord,
    call: SetCall,
    grants: Grant[],
  ): Promise<CustomSetRecord> {
    return sets.noteSetCall(this.ctx, claim, lead, set, call, grants);
  }

  async setMade(
    claim: Claim,
    set: CustomSetRecord,
    arn: string,
    how: 'made' | 'found',
  ): Promise<void> {
    return sets.setMade(this.ctx, claim, set, arn, how);
  }

  async setAnswered(
    claim: Claim,
    set: CustomSetRecord,
    call: SetCall,
    answer: sets.SetAnswer,
  ): Promise<void> {
    return sets.setAnswered(this.ctx, claim, set, call, answer);
  }

  async setResolved(
    claim: Claim,
    set: CustomSetRecord,
    as: 'there' | 'not-there',
  ): Promise<void> {
    return sets.setResolved(this.ctx, claim, set, as);
  }

  async setNotFound(claim: Claim, set: CustomSetRecord): Promise<void> {
    return sets.setNotFound(this.ctx, claim, set);
  }

  async setGone(claim: Claim, set: CustomSetRecord): Promise<void> {
    return sets.setGone(this.ctx, claim, set);
  }

  async setAlarm(
    claim: Claim,
    set: CustomSetRecord,
    others: boolean,
  ): Promise<void> {
    return sets.setAlarm(this.ctx, claim, set, others);
  }

  async knownSets(name: string): Promise<ReadonlySet<string>> {
    return sets.knownSets(this.ctx, name);
  }

  async status(): Promise<QueueStatus> {
    return claiming.status(this.ctx);
  }
}
