import type { Chapter } from "./lesson.ts";

const folder = "services/user-api/src";

/** A sign-up without a queue: it ends when slack-api has the message. */
export const withoutQueue: Chapter = {
  name: "queue",
  service: "user-api",
  problem: {
    about: "a sign-up posts to slack-api itself, and publishes no event",
    edits: [
      {
        file: `${folder}/main.ts`,
        find: "openBroker, start }",
        replace: "openBroker, client, start }",
      },
      {
        file: `${folder}/main.ts`,
        find: `const { routes, prepare, publish } = createUsers(database, log, broker);
repeat(1_000, publish, log);
`,
        replace: `const slackApi = client("http://slack-api");
const announce = (id, { email }) => {
  const message = \`User \${email} created\`;
  return slackApi("POST", "/", { id, channel: "#user", message });
};
const { routes, prepare } = createUsers(database, log, broker, announce);
`,
      },
      {
        file: `${folder}/users.ts`,
        find: "publisher: Publisher,\n",
        replace: "publisher: Publisher,\n  announce,\n",
      },
      {
        file: `${folder}/users.ts`,
        find: "createUserService(repository, outbox.flush)",
        replace: "createUserService(repository, announce)",
      },
      {
        file: `${folder}/user-service.ts`,
        find: "onEvent();\n      return user;",
        replace: "await onEvent(user.id, user);\n      return user;",
      },
    ],
  },
};
