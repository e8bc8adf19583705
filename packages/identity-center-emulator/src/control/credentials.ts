import { issueCredentials, tryCall } from '../access/credentials';
import { known, ok, Route } from './route';

/** Issues credentials; with their id in the path, tries a call with them. */
export const credentials: Route = (aws, [id], body) =>
  id
    ? ok(known(tryCall(aws.world, id, body), `credentials ${id}`))
    : ok(issueCredentials(aws.world, body), 201);
