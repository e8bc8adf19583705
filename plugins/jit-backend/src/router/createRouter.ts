import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import express, { RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { JitConfig } from '../config/JitConfig';
import { JitService } from '../service/JitService';
import { addAccountRoutes } from './accounts';
import { onlyDescribed, onlyJson, onlyPlainTargets } from './asDescribed';
import { addAuditRoutes } from './audit';
import { addDriftRoutes } from './drift';
import { explainErrors } from './errors';
import { addInsightsRoutes } from './insights';
import { fewOfOnePerson } from './fewOfOnePerson';
import { addMeRoutes } from './me';
import { addOwnershipRoutes } from './ownership';
import { addPauseRoutes } from './pauses';
import { plainBody } from './plainBody';
import { addPolicyRoutes } from './policies';
import { readSpec } from './readSpec';
import { addRequestRoutes } from './requests';
import { addSessionRoutes } from './sessions';
import { noteFailure, tellAuditor } from './tellAuditor';

/** Far more than the longest request body has. */
const BODY_LIMIT = '100kb';

export interface RouterOptions {
  service: JitService;
  httpAuth: HttpAuthService;
  /** Absent: nobody but our own record hears of commands. */
  auditor?: Pick<AuditorService, 'createEvent'>;
  /** Services, each with the routes that it may call; none by default (H21). */
  services?: JitConfig['callers']['services'];
}

/** People to every route, services to those that configuration names. */
function letIn({ httpAuth, services = [] }: RouterOptions): RequestHandler {
  return async (req, _res, next) => {
    const allow = ['user' as const, 'service' as const];
    const { principal } = await httpAuth.credentials(req, { allow });
    if (principal.type === 'service') {
      const route = `${req.method} ${req.path}`;
      const service = services.find(one => one.subject === principal.subject);
      if (!service?.routes.some(open => open === route)) {
        throw new NotAllowedError('Only people can do this');
      }
    }
    next();
  };
}

const nothingHere: RequestHandler = req => {
  throw new NotFoundError(`There is no ${req.method} ${req.path} here`);
};

/**
 * The HTTP API at `/api/jit`. Each route parses, asks who it is, calls the
 * service, and answers with its reply; the description validates beforehand.
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const described = createValidatedOpenApiRouter<any>(await readSpec(), {
    // The body is read outside, so that one too long is told as such
    middleware: [(_req, _res, next) => next()],
    validatorOptions: {
      // As the wrapper has it, and every problem at once
      validateRequests: {
        coerceTypes: false,
        allowUnknownQueryParameters: false,
        allErrors: true,
      },
      // Times that there are: the quick patterns let a month 19 pass
      ajvFormats: { mode: 'full' },
    },
  });
  const routes = described as unknown as Router;
  routes.use(onlyDescribed);
  addMeRoutes(routes, options);
  addAccountRoutes(routes, options);
  addPolicyRoutes(routes, options);
  addRequestRoutes(routes, options);
  addSessionRoutes(routes, options);
  addInsightsRoutes(routes, options);
  addDriftRoutes(routes, options);
  addOwnershipRoutes(routes, options);
  addPauseRoutes(routes, options);
  addAuditRoutes(routes, options);

  const router = PromiseRouter();
  router.use(onlyPlainTargets);
  // Who it is comes before what is wrong with the body
  router.use(letIn(options), fewOfOnePerson(options));
  if (options.auditor) router.use(tellAuditor(options.auditor));
  router.use(onlyJson, express.json({ limit: BODY_LIMIT }), plainBody);
  router.use(routes);
  router.use(nothingHere);
  router.use(noteFailure(), explainErrors());
  return router;
}
