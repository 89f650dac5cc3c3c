import { expect } from "chai";
import { before, describe, it } from "mocha";
import { findSigningKey } from "../../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../../tokens/token.ts";
import { runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { badTokens } from "./bad-tokens.ts";
import type { OwnedCall as Call } from "./calls.ts";
import { type Caller, callers, type Permission } from "./permissions.ts";

type Door = (path: string) => string;
type Prepare = (route: string) => Promise<Call>;

const gateway: Door = () => runningStage().url("gateway");

let key: SigningKey;

/** The user name and role in the token of a caller. */
function identityOf(caller: Caller, { owner }: Call): [string, string] {
  if (caller === "admin") return ["admin", "admin"];
  if (caller === "service") return ["book-api", "service"];
  return [caller === "owner" ? owner : "another-customer", "customer"];
}

function tokenOf(caller: Caller, call: Call): string | undefined {
  if (caller === "anonym") return undefined;
  return signToken(claimsOf(...identityOf(caller, call)), key);
}

function send(door: Door, { method, path, json }: Call, token?: string) {
  return fetch(door(path) + path, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: json && method !== "GET" ? JSON.stringify(json) : null,
    signal: AbortSignal.timeout(15_000),
  });
}

/** The callers that the table admits, and those that it refuses. */
function split({ statuses }: Permission) {
  const isIn = (caller: Caller) => ![401, 403].includes(statuses[caller]);
  return {
    admitted: callers.filter(isIn),
    refused: callers.filter((caller) => !isIn(caller)),
  };
}

async function expectRefusals(
  door: Door,
  permission: Permission,
  prepare: Prepare,
  index: number,
) {
  const call = await prepare(permission.route);
  const state = await call.state();
  const { admitted, refused } = split(permission);

  for (const caller of refused) {
    const response = await send(door, call, tokenOf(caller, call));
    await expectProblem(response, permission.statuses[caller]);
  }
  const [name, role] = identityOf(admitted.at(-1) ?? "admin", call);
  // Each at every third route, at most: authenticate.test.ts has them all.
  const flawed = Object.entries(badTokens(name, role, key)).filter(
    (_, flaw) => process.env.TEST_ALL || (flaw + index) % 3 === 0,
  );
  for (const [flaw, token] of flawed) {
    const response = await send(door, call, token);
    expect(response.status, flaw).to.equal(401);
    await expectProblem(response, 401);
    expect(response.headers.get("www-authenticate")).to.match(/^Bearer /);
  }
  expect(await call.state()).to.deep.equal(state);
}

async function expectAdmissions(
  door: Door,
  permission: Permission,
  prepare: Prepare,
) {
  for (const caller of split(permission).admitted) {
    const call = await prepare(permission.route);
    const response = await send(door, call, tokenOf(caller, call));
    const text = await response.text();
    const expected = permission.statuses[caller];
    expect(response.status, `${caller}: ${text}`).to.equal(expected);
  }
}

/**
 * Tests that a table holds at the gateway, and at the services, which are named
 * by the first word of a path.
 */
export function describePermissions(
  permissions: Permission[],
  services: Record<string, string>,
  prepare: Prepare,
) {
  const service: Door = (path) => {
    const [resource = ""] = path.slice(1).split(/[/?]/);
    return runningStage().url(services[resource] as string);
  };
  before(async () => {
    key = (await findSigningKey(runningStage())) as SigningKey;
  });

  for (const [where, door] of [
    ["at the gateway", gateway],
    ["around the gateway", service],
  ] as const) {
    describe(`permissions ${where}`, () => {
      for (const [index, permission] of permissions.entries()) {
        it(`are those of the table for ${permission.route}`, async () => {
          await expectAdmissions(door, permission, prepare);
          await expectRefusals(door, permission, prepare, index);
        });
      }
    });
  }
}
