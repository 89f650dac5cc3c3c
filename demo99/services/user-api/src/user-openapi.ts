import * as z from "zod";
import {
  callers,
  created,
  describeService,
  ifMatchHeader,
  noContent,
  ok,
  problems,
  requestBody,
  tagged,
} from "#commons/openapi/describe.ts";
import {
  newUser,
  passwordChange,
  profile,
  userPath,
  userQuery,
} from "./user.ts";

const ada = { name: "Ada Crust", email: "ada@store.example" };

const user = z
  .strictObject({ id: z.string(), ...profile.shape })
  .meta({ id: "User", examples: [{ id: "alice", ...ada }] });

const users = z
  .strictObject({ items: z.array(user), next: z.string().nullable() })
  .meta({ id: "UserPage" });

const path = z.object({
  id: userPath.shape.id.meta({ param: { example: "alice" } }),
});

const query = z.object({
  limit: userQuery.shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: userQuery.shape.after.meta({ description: "`next` of another page" }),
});

export const userOpenApi = describeService(
  "user-api",
  "Accounts of customers and staff.",
  {
    "GET /users": {
      summary: "List all users, sorted by e-mail address",
      security: callers("admin"),
      requestParams: { query },
      responses: { 200: ok(users) },
    },
    "POST /user": {
      summary: "Sign up; log in with the e-mail address and the password",
      requestBody: requestBody(newUser, { ...ada, password: "rolling-pin" }),
      responses: { 201: created(user, "/user/{id}"), ...problems(409) },
    },
    "GET /user/{id}": {
      summary: "Get the own profile; staff get any",
      security: callers("customer", "admin"),
      requestParams: { path },
      responses: { 200: tagged(user), ...problems(404) },
    },
    "PUT /user/{id}": {
      summary: "Replace the own profile; staff replace any",
      security: callers("customer", "admin"),
      requestParams: { path, header: ifMatchHeader },
      requestBody: requestBody(profile, ada),
      responses: { 200: tagged(user), ...problems(404, 409, 412) },
    },
    "PUT /user/{id}/password": {
      summary: "Change the own password; the body has the current one, too",
      security: callers("customer", "admin"),
      requestParams: { path },
      requestBody: requestBody(passwordChange, {
        currentPassword: "wonderland",
        newPassword: "looking-glass",
      }),
      responses: { 204: noContent, ...problems(404) },
    },
  },
);
