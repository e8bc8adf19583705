import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import {
  ErrorRequestHandler,
  Request,
  RequestHandler,
  Response,
} from 'express';

interface Audited {
  eventId: string;
  severityLevel: AuditorServiceEventSeverityLevel;
}

/**
 * What Backstage's auditor hears of: every command, and whoever reads the
 * record. Who may do what is `high`, what bears on everybody `critical`.
 */
export const auditedRoutes: Record<string, Audited> = {
  'POST /requests': { eventId: 'request-submit', severityLevel: 'medium' },
  'POST /submissions': { eventId: 'requests-submit', severityLevel: 'medium' },
  'POST /requests/reviews': {
    eventId: 'requests-review',
    severityLevel: 'high',
  },
  'POST /requests/{id}/reviews': {
    eventId: 'request-review',
    severityLevel: 'high',
  },
  'POST /requests/{id}/cancel': {
    eventId: 'request-cancel',
    severityLevel: 'medium',
  },
  'POST /requests/{id}/remind': {
    eventId: 'request-remind',
    severityLevel: 'low',
  },
  'POST /policy-findings': { eventId: 'policy-check', severityLevel: 'low' },
  'POST /sessions/{id}/revoke': {
    eventId: 'session-revoke',
    severityLevel: 'high',
  },
  'POST /sessions/{id}/release': {
    eventId: 'session-release',
    severityLevel: 'medium',
  },
  'POST /ownership/check': {
    eventId: 'ownership-check',
    severityLevel: 'low',
  },
  'POST /pause': { eventId: 'grants-pause', severityLevel: 'critical' },
  'POST /quarantine/end': {
    eventId: 'quarantine-end',
    severityLevel: 'critical',
  },
  'POST /erasures': { eventId: 'person-erase', severityLevel: 'critical' },
  'GET /requests/export': {
    eventId: 'requests-export',
    severityLevel: 'medium',
  },
  'GET /audit-events': { eventId: 'record-read', severityLevel: 'low' },
  'GET /audit-events/export': {
    eventId: 'record-export',
    severityLevel: 'high',
  },
};

const patterns = Object.entries(auditedRoutes).map(([route, audited]) => {
  const [method, path] = route.split(' ');
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, path: new RegExp(`^${pattern}/?$`, 'i'), audited };
});

const failures = new WeakMap<Response, Error>();

function auditedOf(req: Request) {
  for (const { method, path, audited } of patterns) {
    const match = method === req.method ? path.exec(req.path) : null;
    if (match) return { ...audited, meta: { ...match.groups } };
  }
  return undefined;
}

/** Tells the auditor of a call and, once it is answered, of what came of it. */
export function tellAuditor(
  auditor: Pick<AuditorService, 'createEvent'>,
): RequestHandler {
  return async (req, res, next) => {
    const audited = auditedOf(req);
    if (!audited) {
      next();
      return;
    }
    // The portal's own record does not depend on it
    const event = await auditor
      .createEvent({ ...audited, request: req })
      .catch(() => undefined);
    res.once('close', () => {
      const meta = { status: res.statusCode };
      const error =
        failures.get(res) ??
        (res.statusCode >= 400 || !res.writableFinished
          ? new Error(`Answered ${res.statusCode}`)
          : undefined);
      const told = error
        ? event?.fail({ error, meta })
        : event?.success({ meta });
      told?.catch(() => undefined);
    });
    next();
  };
}

/** Lets the auditor know why; the error goes on. */
export function noteFailure(): ErrorRequestHandler {
  return (error, _req, res, next) => {
    failures.set(res, error);
    next(error);
  };
}
