import { register } from "tsx/esm/api";

// A thread does not inherit the loader of the tests in all versions of Node.
register();
await import("../src/topic-worker.ts");
