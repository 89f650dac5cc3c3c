import { MingoError } from "mingo/util";
import type { Document } from "../bson/document.ts";
import { plain } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { withinTime } from "../query/clock.ts";
import { createCursors } from "../storage/cursors.ts";
import { removeExpired } from "../storage/expiry.ts";
import { openDatabases } from "../storage/open.ts";
import { defaultMaxBytes } from "../storage/space.ts";
import type { Request } from "../wire/message.ts";
import { aggregateCommands } from "./aggregate.ts";
import { countIn } from "./arguments.ts";
import { collectionCommands } from "./collections.ts";
import { type Commands, checkFields } from "./command.ts";
import { cursorCommands } from "./cursors.ts";
import { deleteCommands } from "./delete.ts";
import { explainCommands } from "./explain.ts";
import { findCommands } from "./find.ts";
import { findAndModifyCommands } from "./find-and-modify.ts";
import { handshakeCommands } from "./handshake.ts";
import { indexCommands } from "./indexes.ts";
import { insertCommands } from "./insert.ts";
import { sessionCommands } from "./sessions.ts";
import { shellCommands } from "./shell.ts";
import { statisticsCommands } from "./statistics.ts";
import { updateCommands } from "./update.ts";

const commands: Commands = {
  ...handshakeCommands,
  ...sessionCommands,
  ...insertCommands,
  ...findCommands,
  ...cursorCommands,
  ...updateCommands,
  ...deleteCommands,
  ...findAndModifyCommands,
  ...aggregateCommands,
  ...collectionCommands,
  ...indexCommands,
  ...explainCommands,
  ...statisticsCommands,
  ...shellCommands,
};

type Options = {
  journalFile?: string | undefined;
  /** The interval between two searches for expired documents. */
  expiryMs?: number | undefined;
  /** The most memory that the data may take. */
  maxBytes?: number | undefined;
};

/**
 * All commands on one set of databases; they run one after the other. With a
 * journal, its changes are applied at the start, and each further change is in
 * it before the client gets its reply.
 */
export function createCommands({
  journalFile,
  expiryMs,
  maxBytes = defaultMaxBytes(),
}: Options = {}) {
  const cursors = createCursors();
  const { databases, journal } = openDatabases(journalFile, maxBytes);
  const server = { databases, cursors };

  const timer = setInterval(() => {
    removeExpired(databases);
    journal?.flush();
    journal?.rewriteIfLong(databases);
  }, expiryMs ?? 60_000).unref();

  function run({ body, form }: Request): Document {
    const [name = ""] = Object.keys(body);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      throw new CommandError("CommandNotFound", `no such command: '${name}'`);
    }
    if (form === "opQuery" && command !== commands.hello) {
      throw new CommandError(
        "UnsupportedOpQueryCommand",
        `Unsupported OP_QUERY command: ${name}. The client driver may require ` +
          "an upgrade.",
      );
    }
    const database = body.$db;
    if (typeof database !== "string") {
      throw new CommandError("Location40414", "$db is missing");
    }
    refuseTransaction(body);
    refuseReplication(body);
    refuseReadConcern(body);
    if (command.fields) checkFields(name, body, command.fields);
    const limit = countIn(body, "maxTimeMS") ?? 0;
    return withinTime(limit, () => command.run({ ...server, database, body }));
  }

  return {
    /** Carries out a command; a refusal is a reply, too. */
    answer(request: Request): Document {
      try {
        return { ...run(request), ok: 1 };
      } catch (error) {
        return refusalOf(error);
      } finally {
        journal?.flush();
        journal?.rewriteIfLong(databases);
      }
    },

    close(): void {
      clearInterval(timer);
      cursors.close();
      journal?.close();
    },
  };
}

/** A standalone has sessions, but neither transactions nor retried writes. */
function refuseTransaction(body: Document): void {
  if (!("txnNumber" in body) && !("startTransaction" in body)) return;
  throw new CommandError(
    "IllegalOperation",
    "Transaction numbers are only allowed on a replica set member or mongos",
  );
}

function refuseReplication({ writeConcern }: Document): void {
  const { w } = (plain(writeConcern) ?? {}) as Document;
  if (typeof w !== "number" || w <= 1) return;
  throw new CommandError(
    "BadValue",
    "cannot use 'w' > 1 when a host is not replicated",
  );
}

/** These levels ask other members of a replica set. */
function refuseReadConcern({ readConcern }: Document): void {
  const { level } = (readConcern ?? {}) as Document;
  if (level !== "linearizable" && level !== "snapshot") return;
  throw new CommandError(
    "NotAReplicaSet",
    "node needs to be a replica set member to use read concern",
  );
}

function refusalOf(error: unknown): Document {
  const known = asCommandError(error);
  const { message: errmsg, code, codeName, details } = known;
  return { ok: 0, errmsg, code, codeName, ...details };
}

/**
 * An error of mingo is a fault of the query, any other a fault of this server.
 */
function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { message } = error as Error;
  if (message.startsWith("Use of undefined variable")) {
    return new CommandError("Location17276", message);
  }
  const isRefusal = error instanceof MingoError;
  return new CommandError(isRefusal ? "BadValue" : "InternalError", message);
}
