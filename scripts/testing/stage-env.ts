/** For a stage under test, which gets more requests than people would send. */
export const stageEnv = {
  RATE_LIMIT_PER_MINUTE: "1000000",
  SERVICE_SECRET: "known to the tests",
  // The usual waits take minutes, which the tests would spend waiting.
  RETRY_WAITS_SECONDS: "1 3 10 30",
  RECOVER_AFTER_SECONDS: "4",
};
