/** For a stage under test: it gets more requests than from people. */
export const stageEnv = {
  RATE_LIMIT_PER_MINUTE: "1000000",
  SERVICE_SECRET: "known to the tests",
};
