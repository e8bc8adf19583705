import { SERVICE_ROUTES } from '../config/serviceRoutes';
import { readSpec } from './readSpec';
import { Call, callOf, keyOf } from './__testUtils__/matrix/calls';
import {
  isPerson,
  Kind,
  kinds,
  PEOPLE,
  refOf,
} from './__testUtils__/matrix/cast';
import { Door, Told } from './__testUtils__/matrix/Door';
import { POLICIES, PolicyName } from './__testUtils__/matrix/policies';
import {
  DOCUMENT,
  Line,
  readMatrix,
  readRoutes,
} from './__testUtils__/matrix/readMatrix';
import {
  buildScenes,
  REQUEST_STATES,
  Scene,
  SESSION_STATES,
} from './__testUtils__/matrix/states';
import { config, World, WorldOptions } from './__testUtils__/matrix/World';

jest.setTimeout(120_000);

/** The parts of the document, and the policies under which each holds (H20). */
const SECTIONS: Record<string, PolicyName[]> = {
  'Whatever the policy allows': [
    'the ready policy',
    'a policy that allows all',
    'permissions switched off',
  ],
  'Under a policy that denies all': ['a policy that denies all'],
  'While the policy cannot be asked': ['a policy that cannot be asked'],
};

const lines = readMatrix();
const linesOf = (section: string) =>
  lines.filter(line => line.section === section);

let door: Door;
let scenes: Map<string, Scene>;

beforeAll(async () => {
  scenes = await buildScenes();
  door = await Door.open();
});
afterAll(() => door.close());

/** What lists are about has a scene in which everybody has something. */
function sceneOf(line: Line, state: string): Scene {
  const isRead = state === '' && line.route.startsWith('GET');
  return scenes.get(isRead ? 'ACTIVE' : state)!;
}

async function inScene<T>(
  scene: Scene,
  options: WorldOptions,
  act: (world: World) => Promise<T>,
): Promise<T> {
  const world = World.open(scene.image, scene.at, options);
  try {
    door.show(world);
    return await act(world);
  } finally {
    await world.close();
  }
}

/** Whose requests or sessions a list told of: dana's, noor's here, noor's elsewhere. */
async function extentOf({ db }: World, { text }: Told): Promise<string> {
  const tells = async (table: string, prefix: string) => {
    const rows = await db(table).orderBy('number');
    return rows.map(
      ({ id, number }) =>
        text.includes(id) || new RegExp(`\\b${prefix}-${number}\\b`).test(text),
    );
  };
  const requests = await tells('requests', 'REQ');
  const sessions = await tells('sessions', 'SES');
  const [here, elsewhere, own] = requests.map((told, i) => told || sessions[i]);
  if (here && elsewhere && own) return 'all';
  if (here && own && !elsewhere) return 'account';
  if (own && !here && !elsewhere) return 'own';
  return here || elsewhere ? 'something strange' : 'none';
}

const LIST = /^GET \/(requests|sessions|audit-events)(\/export)?$/;

/** What became of each of several; the status says nothing of it. */
function outcomesOf({ text }: Told): string | undefined {
  const { results } = JSON.parse(text);
  return results
    ?.map(({ error }: any) => (error ? error.code ?? error.name : 'done'))
    .join(', ');
}

/** Codes that only say again what the status does: no rule of ours gave them. */
const SAID_BY_STATUS: Record<string, string> = {
  401: 'unauthenticated',
  403: 'not-allowed',
  404: 'not-found',
  503: 'unavailable',
};

function codeOf({ status, code }: Told): string | undefined {
  return code === SAID_BY_STATUS[status] ? undefined : code;
}

async function answerOf(line: Line, world: World, told: Told) {
  if (LIST.test(line.route) && told.status === 200) {
    return `200 ${await extentOf(world, told)}`;
  }
  if (line.route.startsWith('POST') && told.status === 200) {
    const outcomes = outcomesOf(told);
    return outcomes === undefined ? '200' : `200 ${outcomes}`;
  }
  const code = told.status < 400 ? undefined : codeOf(told);
  return code ? `${told.status} ${code}` : `${told.status}`;
}

/** They only read: what is refused there is no deed. */
const READINGS = ['POST /policy-findings', 'POST /ownership/check'];

/** A deed that was refused is on record, with who wanted it and why not. */
async function expectOnRecord({ db }: World, kind: Kind, told: Told) {
  if (!isPerson(kind) || told.status === 404 || !codeOf(told)) return;
  const last = await db('audit_events').orderBy('id', 'desc').first();
  expect(last.type).toBe('request.refused');
  expect(last.actor_ref).toBe(refOf(PEOPLE[kind]));
  expect(JSON.parse(last.data).code).toBe(told.code);
}

interface Knock {
  line: Line;
  state: string;
  options: WorldOptions;
  actor?: string;
}

/** Everybody knocks; who changed something leaves no trace for the next. */
async function everybodyIsTold({
  line,
  state,
  options,
  actor,
}: Knock): Promise<Record<Kind, string>> {
  const scene = sceneOf(line, state);
  const isDeed =
    line.route.startsWith('POST') && !READINGS.includes(line.route);
  const here = door;
  const waiting = [...kinds];
  const answers: [Kind, string][] = [];
  while (waiting.length > 0) {
    await inScene(scene, options, async world => {
      const call: Call = await callOf(line, world, scene);
      for (let isUntouched = true; isUntouched && waiting.length > 0; ) {
        const kind = waiting.shift()!;
        const told = await here.knock(call, kind, actor);
        answers.push([kind, await answerOf(line, world, told)]);
        if (isDeed && told.status >= 400) {
          await expectOnRecord(world, kind, told);
        }
        isUntouched = call.method === 'get' || told.status >= 400;
      }
    });
  }
  return Object.fromEntries(answers) as Record<Kind, string>;
}

describe('the table', () => {
  it('has every route of the description and of express, and no other', async () => {
    const { paths } = await readSpec();
    const described = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    );
    const served = door.routes;
    expect(served.filter(route => route !== 'GET /openapi.json')).toEqual(
      described.sort(),
    );
    for (const section of Object.keys(SECTIONS)) {
      const told = new Set(linesOf(section).map(({ route }) => route));
      expect([...told].sort()).toEqual(served);
    }
  });

  it('has every state of a request and of a session once for each route', () => {
    const byRoute = new Map<string, string[]>();
    for (const line of lines) {
      const key = `${line.section}: ${keyOf(line)}`;
      byRoute.set(key, [...(byRoute.get(key) ?? []), ...line.states]);
    }
    const wanted = (key: string) => {
      if (/\/requests\/(\{id\}|reviews)/.test(key)) return REQUEST_STATES;
      return key.includes('/sessions/{id}') ? SESSION_STATES : [];
    };
    for (const [key, states] of byRoute) {
      expect([key, ...states.sort()]).toEqual([key, ...wanted(key).sort()]);
    }
    const bare = lines.filter(({ states }) => states.length === 0).map(keyOf);
    expect(new Set(bare).size * Object.keys(SECTIONS).length).toBe(bare.length);
  });
});

describe.each(Object.entries(SECTIONS))(`${DOCUMENT}, %s`, (section, names) => {
  it.each(
    names.flatMap(name =>
      linesOf(section).map(
        line => [name, keyOf(line), line.states, line] as const,
      ),
    ),
  )('under %s: %s %s', async (name, _key, _states, line) => {
    const options = { permissions: POLICIES[name] };
    for (const state of line.states.length > 0 ? line.states : ['']) {
      const told = await everybodyIsTold({ line, state, options });
      expect({ state, ...told }).toEqual({ state, ...line.answers });
    }
  });
});

describe('Through a plugin (H22)', () => {
  const actor = 'plugin:mcp-actions';
  const refused = readRoutes('Refused to plugins');
  const [section] = Object.keys(SECTIONS);
  const permissions = POLICIES['the ready policy'];

  /** What the table says to people, with decisions taken from plugins. */
  function throughPlugin({ route, answers }: Line): Record<Kind, string> {
    const told = { ...answers };
    for (const kind of kinds.filter(isPerson)) {
      const isDecision = refused.includes(route) && answers[kind] !== '404';
      if (isDecision) told[kind] = '403 acting-for-somebody';
    }
    return told;
  }

  it.each(
    linesOf(section).map(line => [keyOf(line), line.states, line] as const),
  )(
    'a decision is not for a plugin to take: %s %s',
    async (_key, _states, line) => {
      for (const state of line.states.length > 0 ? line.states : ['']) {
        const knock = { line, state, options: { permissions }, actor };
        const told = await everybodyIsTold(knock);
        expect({ state, ...told }).toEqual({ state, ...throughPlugin(line) });
      }
    },
  );

  it.each(
    linesOf(section)
      .filter(({ route }) => refused.includes(route))
      .map(line => [keyOf(line), line.states, line] as const),
  )(
    'a plugin that is named takes it with the person’s own right: %s %s',
    async (_key, _states, line) => {
      const callers = { services: [], actors: [actor] };
      const options = { permissions, config: { ...config, callers } };
      for (const state of line.states.length > 0 ? line.states : ['']) {
        const told = await everybodyIsTold({ line, state, options, actor });
        expect({ state, ...told }).toEqual({ state, ...line.answers });
      }
    },
  );
});

describe('Opened to services (H21)', () => {
  const opened = readRoutes('Can be opened');

  it('are the routes that configuration knows', () => {
    expect(opened).toEqual([...SERVICE_ROUTES]);
  });

  it.each<PolicyName>([
    'a policy that allows all',
    'a policy that cannot be asked',
  ])('nothing but these, each where it is named, under %s', async name => {
    const subject = 'external:test-service';
    const permissions = POLICIES[name];
    for (const route of SERVICE_ROUTES) {
      const gate = await Door.open([{ subject, routes: [route] }]);
      const other = await Door.open([
        { subject: 'external:another', routes: [...SERVICE_ROUTES] },
      ]);
      const world = World.open(
        scenes.get('ACTIVE')!.image,
        scenes.get('ACTIVE')!.at,
        { permissions },
      );
      gate.show(world);
      other.show(world);
      try {
        for (const line of linesOf('Whatever the policy allows')) {
          if (line.route === 'GET /last-pass') continue;
          const call = await callOf(line, world, scenes.get('ACTIVE')!);
          const { status } = await gate.knock(call, 'Service');
          expect([line.route, status]).toEqual([
            line.route,
            line.route === route ? 200 : 403,
          ]);
          expect((await other.knock(call, 'Service')).status).toBe(403);
        }
      } finally {
        await gate.close();
        await other.close();
        await world.close();
      }
    }
  });
});
