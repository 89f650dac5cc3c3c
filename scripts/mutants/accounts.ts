import { inFile, type Mutant } from "./mutant.ts";

const page = "demo99/client/web/page";
const forms = ["demo99/client/web/test/forms.test.ts"];
const userApi = "demo99/services/user-api";
const users = [`${userApi}/test/user-service.test.ts`];

/** Faults in the pages of accounts, and in what they need of the services. */
export const accountMutants: Mutant[] = [
  ...inFile(
    "demo99/services/gateway/src/account-client.ts",
    ["demo99/services/gateway/test/account-client.test.ts"],
    [["verify all passwords at once", "await inTurn(ask)", "await ask()"]],
  ),
  ...inFile(
    "demo99/services/gateway/src/message-api.ts",
    ["demo99/services/gateway/test/gateway.test.ts"],
    [["show the staff's messages to all", 'only("admin"), ', ""]],
  ),
  ...inFile(`${userApi}/src/user-repository.ts`, users, [
    ["name no field of a conflict", "    members: { errors },\n", ""],
  ]),
  ...inFile(`${userApi}/src/user-service.ts`, users, [
    [
      "overwrite a profile that has changed since it was read",
      "throw new Outdated(",
      "new Outdated(",
    ],
    ["name no field of a wrong password", "        members: { errors },\n", ""],
  ]),
  ...inFile(`${page}/form/typed.ts`, forms, [
    [
      "cut the spaces of a password off",
      "/password$/i.test(name) ? text : text.trim()",
      "text.trim()",
    ],
    [
      "keep the spaces around an e-mail address",
      "/password$/i.test(name) ? text : text.trim()",
      "text",
    ],
    [
      "send empty fields",
      'fields.filter(([, value]) => value !== "")',
      "fields",
    ],
  ]),
  ...inFile(`${page}/session/use-sign-up.ts`, forms, [
    [
      "sign up without a password",
      '{ password: "", ...typed }',
      "{ ...typed }",
    ],
    [
      "forget the password that was typed",
      '{ password: "", ...typed }',
      '{ ...typed, password: "" }',
    ],
  ]),
  ...inFile(`${page}/form/form-errors.ts`, forms, [
    [
      "show no error at its field",
      "error instanceof StoreError ? error.problem : {}",
      "error instanceof StoreError && error.status === 400 ? error.problem : {}",
    ],
  ]),
  ...inFile(`${page}/admin/use-messages.ts`, forms, [
    [
      "ask for a page before the first",
      "/^\\d{1,6}$/.test(offset)",
      'offset !== ""',
    ],
  ]),
  ...inFile(
    `${page}/session/session.ts`,
    ["demo99/client/web/test/page.test.ts"],
    [
      [
        "lead from the login back to the login",
        'isEntrance ? (searchParams.get("back") ?? "/") : pathname + search',
        'isEntrance && pathname === "/sign-up" ? "/" : pathname + search',
      ],
    ],
  ),
];
