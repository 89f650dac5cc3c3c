import { Router } from "express";
import { ifMatch } from "#commons/requests/if-match.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import {
  newUser,
  passwordChange,
  profile,
  userPath,
  userQuery,
} from "./user.ts";
import type { UserService } from "./user-service.ts";

export function createUserApi(users: UserService): Router {
  const router = Router();

  router.get("/users", async (req, res) => {
    res.json(await users.list(parse(userQuery, req.query)));
  });

  router.use("/user", noQuery, jsonBody);

  router.post("/user", async (req, res) => {
    const user = await users.create(parse(newUser, req.body));
    res.status(201).location(`/user/${user.id}`).json(user);
  });

  router
    .route("/user/:id")
    .get(async (req, res) => {
      const { id } = parse(userPath, req.params);
      const { user, revision } = await users.get(id);
      res.set("ETag", `"${revision}"`).json(user);
    })
    .put(async (req, res) => {
      const { id } = parse(userPath, req.params);
      const { user, revision } = await users.replace(
        id,
        parse(profile, req.body),
        ifMatch(req),
      );
      res.set("ETag", `"${revision}"`).json(user);
    });

  router.put("/user/:id/password", async (req, res) => {
    const { id } = parse(userPath, req.params);
    await users.changePassword(id, parse(passwordChange, req.body));
    res.status(204).end();
  });

  return router;
}
