import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import { JitService } from '../../service/JitService';
import { createRouter } from '../createRouter';

/** The HTTP API over a service, as Backstage serves it; nobody is signed in. */
export async function serve(service: JitService): Promise<express.Express> {
  const httpAuth = mockServices.httpAuth({
    defaultCredentials: mockCredentials.none(),
  });
  return express()
    .use(await createRouter({ service, httpAuth }))
    .use(mockErrorHandler());
}
