import { existsSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { courseDirectory, stages } from "../course.ts";
import { testsBelow } from "./files.ts";

/** The part of a stage that a test needs, if not every stage has it. */
const subjects: Record<string, string> = {
  "faults/registry.test.ts": "services/registry",
  "faults/balancing.test.ts": "commons/calls/balance.ts",
  "browser-tabs.test.ts": "services/registry",
  "polls.test.ts": "services/monitoring",
  "browser-login.test.ts": "services/gateway",
  "auth/": "services/gateway",
  "openapi/browser-docs.test.ts": "services/gateway",
  "faults/stopping-gateway.test.ts": "services/gateway",
  "faults/resilience.test.ts": "commons/calls/guard.ts",
  "faults/fallbacks.test.ts": "commons/calls/guard.ts",
  "faults/fallbacks-browser.test.ts": "client/web/page/use-again.ts",
  "faults/tracing.test.ts": "commons/tracing.ts",
  "accounts/": "services/user-api",
  "customers/": "services/customer-api",
  "payments/": "services/payment-api",
  "live/": "services/gateway/src/live",
  "reviews/": "services/query-api",
  "events/": "services/event-bus",
  "search-all/": "services/search-api",
  "recommend/": "services/recommend-api",
  "tags/": "services/tag-api",
  "sync/": "services/sync-api",
  "bdd/": "bdd",
  "scale/": "commons/calls/deadline.ts",
  "extrapolate.test.ts": "services/posts-api",
  "hardening/": "commons/calls/deadline.ts",
  "permitted-calls.test.ts": "k8s",
};

export const onStage = /^scripts\/(acceptance|lessons\/on-stage)\//;
/** Shown on the last stage, not on the one that has them first. */
const onLast = /\/(openapi\/.*|browser-login\.test\.ts)$/;
const browser = /\/browser(-(?!walk).*)?\.test\.ts$/;
/** Every stage is bought from: the calls pass through all its services. */
const core = /\/(curl|health|lessons)\.test\.ts$/;
/** What the last stage shows again, with all its protections. */
const final =
  /\/openapi\/|\/(browser(?!-tabs)[^/]*|carts|checkout|concurrency|curl|health|idempotency)\.test\.ts$/;
/** Later stages show these again, but only with `ci` or `all`. */
const onFirst = /\/(answers|carts|checkout|concurrency|idempotency)\.test\.ts$/;

/** Loads, kills, crashes at each call, whole commands, carries: all are long. */
const long = [
  /\/(faults|hardening)\/|\/(\w+-)?(faults|kills|load)\.test\.ts$/,
  /\/(announcements|card-data|checkout-cards|checkout-outage|dead-letters)\.test\.ts$/,
  /\/(delivery|instances|outages?|propagation|resume|sync|webhook)\.test\.ts$/,
  /\/(carry[^/]*|commons-broker|costs|journal|playbooks|schemas)\.test\.ts$/,
  /\/(alone|bdd\/test\/command|commands|(\w+-)?crashes|dead-code|start)\.test\.ts$/,
];

const large = [
  /\/(amqp|checkout-load|cluster-deploy|whole-bench|writers)\.test\.ts$/,
  /\/without-registry\.test\.ts$/,
  /\/(events\/faults\/instances|payments\/kills|scale\/costs|sync\/kills)\.test\.ts$/,
];

/** Large loads, a second transport, stages of their own: with `--all`. */
export function isLarge(file: string): boolean {
  return large.some((one) => one.test(file));
}

/** Whether a run of the whole course without `ci` has this test on this stage. */
export function isQuickOn(folder: string, file: string): boolean {
  const index = stages.indexOf(basename(folder));
  if (index > 0 && onFirst.test(file)) return false;
  // The first stage has no cure to show.
  if (index === 0 && file.includes("/on-stage/")) return false;
  // The walk in the browser is on the last stage only.
  const isLast = index === stages.length - 1;
  return isQuick(file) && (isLast || !file.includes("/browser-walk."));
}

/** Whether a test is worth its time after each change: loads are not. */
export function isQuick(file: string): boolean {
  return ![...long, browser].some((slow) => slow.test(file));
}

/** The tests of what the monolith offers, too. */
export const monolithTests = [
  "recommend/recommendations.test.ts",
  "search-all/bad-input.test.ts",
  "search-all/search.test.ts",
  "sync/sync.test.ts",
  "tags/bad-input.test.ts",
  "tags/tags.test.ts",
].map((file) => `scripts/acceptance/${file}`);

/** The tests that need a stage running: of all that this one has. */
export function stageTests(folder: string): string[] {
  return testsIn(join(courseDirectory, "scripts")).filter(
    (file) => onStage.test(file) && hasSubject(folder, file),
  );
}

function hasSubject(folder: string, file: string): boolean {
  if (file.includes("/on-stage/")) return stages.includes(basename(folder));
  return Object.entries(subjects)
    .filter(([tests]) => file.startsWith(`scripts/acceptance/${tests}`))
    .every(([, subject]) => existsSync(join(folder, subject)));
}

/**
 * Whether a run of the whole course shows this behaviour on this stage: the
 * first stage has all but the browser (save the walk); every later one has the
 * tests of what is new there, and what passes through every service; the last
 * also has the browser, and what its protections could break.
 */
export function isShownOn(folder: string, file: string): boolean {
  const index = stages.indexOf(basename(folder));
  if (index === 0) return !browser.test(file);
  const before = folderOf(stages[index - 1] as string);
  if (!hasSubject(before, file) && !onLast.test(file)) return true;
  return (index === stages.length - 1 ? final : core).test(file);
}

/** The test files below a folder, below the course's and with slashes. */
export function testsIn(folder: string): string[] {
  return testsBelow(folder).map(pathOf);
}

export function pathOf(file: string): string {
  return relative(courseDirectory, file).split(sep).join("/");
}

export function folderOf(stage: string): string {
  return join(courseDirectory, stage);
}
