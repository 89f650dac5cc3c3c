import { Registry } from "prom-client";

/** The metrics of this process, which is one instance of one service. */
export const register = new Registry();

/** Upper bounds of durations, in seconds. */
export const buckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];
