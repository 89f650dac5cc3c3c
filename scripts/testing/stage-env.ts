/** For a stage under test, which gets more requests than people would send. */
export const stageEnv = {
  RATE_LIMIT_PER_MINUTE: "1000000",
  SERVICE_SECRET: "known to the tests",
};
