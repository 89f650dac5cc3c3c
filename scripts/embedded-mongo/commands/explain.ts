import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort, natural, type SortKeys } from "../query/sort.ts";
import type { Collection, Selection } from "../storage/collection.ts";
import type { Plan } from "../storage/plan.ts";
import { collectionIn, countIn, documentIn, documentsIn } from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import type { Call, Commands } from "./command.ts";
import { hintIn } from "./hint.ts";

const verbosities = ["queryPlanner", "executionStats", "allPlansExecution"];

/** Reports how a command would find its documents; changes none. */
export const explainCommands: Commands = {
  explain: {
    fields: ["verbosity"],
    run(call) {
      const { verbosity = "allPlansExecution" } = call.body;
      if (!verbosities.includes(String(verbosity))) {
        throw new CommandError(
          "BadValue",
          `Enumeration value '${verbosity}' for field 'verbosity' is not valid`,
        );
      }
      const body = documentIn(call.body, "explain");
      return explain({ ...call, body }, String(verbosity));
    },
  },
};

type Subject = { selection: Selection; limit: number };

/** The part of each command that finds documents. */
const subjects: Record<string, (body: Document) => Document> = {
  find: (body) => body,
  count: (body) => ({ ...body, filter: body.query }),
  distinct: (body) => ({ ...body, filter: body.query }),
  aggregate: (body) => leadingStages(documentsIn(body, "pipeline"), body),
  update: (body) => ({
    ...documentsIn(body, "updates")[0],
    filter: documentsIn(body, "updates")[0]?.q,
  }),
  delete: (body) => {
    const [deletion] = documentsIn(body, "deletes");
    return { ...deletion, filter: deletion?.q };
  },
  findAndModify: (body) => ({ ...body, filter: body.query, limit: 1 }),
};

export function explain(call: Call, verbosity: string): Document {
  const { databases, database, body } = call;
  const [name = ""] = Object.keys(body);
  const subject = subjects[name];
  if (!subject) {
    throw new CommandError("CommandNotFound", `Explain failed: ${name}`);
  }
  const collection = databases.find(database, collectionIn(body));
  const { selection, limit } = subjectOf(collection, subject(body));
  const plan = collection?.plan(selection);
  const namespace = `${database}.${collectionIn(body)}`;
  const planner = {
    namespace,
    parsedQuery: selection.filter.criteria,
    winningPlan: collection ? describe(plan, selection) : { stage: "EOF" },
    rejectedPlans: [],
  };
  return {
    explainVersion: "1",
    queryPlanner: planner,
    ...(verbosity === "queryPlanner"
      ? {}
      : { executionStats: statsOf(collection, selection, limit) }),
    command: body,
    serverInfo: { version: "7.0.0", gitVersion: "embedded" },
  };
}

function subjectOf(
  collection: Collection | undefined,
  body: Document,
): Subject {
  const sort = compileSort(documentIn(body, "sort"));
  const filter = compileFilter(
    documentIn(body, "filter"),
    scopeIn(body, collection),
  );
  const hint = hintIn(collection, body);
  const limit = countIn(body, "limit") || Infinity;
  return { selection: { filter, sort, hint }, limit };
}

function leadingStages(pipeline: Document[], body: Document): Document {
  const [first = {}, second = {}] = pipeline;
  const sort = first.$match ? second.$sort : first.$sort;
  return { ...body, filter: first.$match, sort };
}

function describe(plan: Plan | undefined, { filter, sort = [] }: Selection) {
  const isSorted = sort.length === 0 || sort[0]?.[0] === natural || plan?.turn;
  const found = plan ? indexScan(plan, filter.criteria) : scan(sort, filter);
  if (isSorted) return found;
  const sortPattern = Object.fromEntries(sort);
  return { stage: "SORT", sortPattern, inputStage: found };
}

function scan(
  [[field, direction] = ["", 1] as const]: SortKeys,
  { criteria }: Selection["filter"],
): Document {
  const isBackward = field === natural && direction === -1;
  return {
    stage: "COLLSCAN",
    filter: criteria,
    direction: isBackward ? "backward" : "forward",
  };
}

function indexScan({ index, turn }: Plan, filter: Document): Document {
  return {
    stage: "FETCH",
    filter,
    inputStage: {
      stage: "IXSCAN",
      keyPattern: index.definition.key,
      indexName: index.definition.name,
      isMultiKey: index.hasHadArrays(),
      isUnique: index.definition.unique ?? false,
      isSparse: index.isSparse,
      isPartial: index.isPartial,
      direction: turn === -1 ? "backward" : "forward",
    },
  };
}

function statsOf(
  collection: Collection | undefined,
  selection: Selection,
  limit: number,
): Document {
  const start = performance.now();
  const examined = { keys: 0, documents: 0 };
  let nReturned = 0;
  for (const _ of collection?.select(selection, examined) ?? []) {
    if (++nReturned >= limit) break;
  }
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - start),
    totalKeysExamined: examined.keys,
    totalDocsExamined: examined.documents,
  };
}
