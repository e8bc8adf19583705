import { Row } from '../../store/rows';

const at = new Date('2026-11-23T09:00:00.000Z');

/** A row of `requests`; what a test does not care about is filled in. */
export function requestRow(row: Row): Row {
  const type = row.permission_set_type ?? 'standard';
  return {
    id: `request-${row.number}`,
    version: 1,
    status: 'PENDING',
    state: 'PENDING',
    requester_ref: 'user:default/ana',
    requester_name: 'Ana Ruiz',
    principal_id: 'principal-ana',
    principal_user_name: 'ana',
    account_id: '111122223333',
    account_name: 'Production',
    account_entity_ref: 'resource:default/production',
    account_entity_uid: 'uid-production',
    account_source: 'file:/examples/accounts.yaml',
    permission_set_type: type,
    permission_set_name: 'ReadOnlyAccess',
    permission_set: JSON.stringify({ type, name: 'ReadOnlyAccess' }),
    content_hash: 'hash',
    minutes: 60,
    justification: 'Look into the failed export of last night',
    plan: JSON.stringify({ stages: [], maxMinutes: 480 }),
    risk_flags: '[]',
    requested_at: at,
    window_ends_at: new Date('2026-11-24T09:00:00.000Z'),
    search_text: '',
    ...row,
  };
}

/** A row of `assignments`, which sessions stand on. */
export function assignmentRow(row: Row = {}): Row {
  return {
    id: 'assignment-1',
    instance_arn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
    identity_store_id: 'd-0123456789',
    region: 'eu-central-1',
    caller_account: '999999999999',
    account_id: '111122223333',
    permission_set_arn: 'arn:aws:sso:::permissionSet/ps-1',
    principal_id: 'principal-ana',
    ...row,
  };
}

/** A row of `sessions`; its request and assignment have to be there. */
export function sessionRow(row: Row): Row {
  return {
    id: `session-${row.number}`,
    version: 1,
    request_id: `request-${row.number}`,
    assignment_id: 'assignment-1',
    status: 'ACTIVE',
    user_ref: 'user:default/ana',
    user_name: 'Ana Ruiz',
    principal_id: 'principal-ana',
    account_id: '111122223333',
    account_name: 'Production',
    account_entity_ref: 'resource:default/production',
    permission_set_type: 'standard',
    permission_set_name: 'ReadOnlyAccess',
    permission_set_arn: 'arn:aws:sso:::permissionSet/ps-1',
    set_session_minutes: 60,
    minutes: 60,
    approved_at: at,
    activate_by: at,
    credentials_mode: 'assignment',
    search_text: '',
    ...row,
  };
}

/** A row of `accounts`. */
export function projectedAccountRow(row: Row): Row {
  return {
    entity_uid: 'uid',
    account_id: '111122223333',
    name: 'Production',
    source: 'file:/examples/accounts.yaml',
    aws_state: 'ACTIVE',
    settings: '{}',
    problems: '[]',
    search_text: '',
    refreshed_at: at,
    ...row,
  };
}
