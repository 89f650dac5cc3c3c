/** For a stage under test: more is sent to it than by people. */
export const stageEnv = {
  RATE_LIMIT_PER_MINUTE: "1000000",
  SERVICE_SECRET: "known to the tests",
};
