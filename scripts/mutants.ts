import { accountMutants } from "./mutants/accounts.ts";
import { brokerMutants } from "./mutants/broker.ts";
import { callMutants } from "./mutants/calls.ts";
import { catalogMutants } from "./mutants/catalog.ts";
import { checkoutMutants } from "./mutants/checkouts.ts";
import { deploymentMutants } from "./mutants/deployment.ts";
import { embeddedMongoMutants } from "./mutants/embedded-mongo.ts";
import { eventMutants } from "./mutants/events.ts";
import { grpcMutants } from "./mutants/grpc.ts";
import { hardeningMutants } from "./mutants/hardening.ts";
import { liveMutants } from "./mutants/live.ts";
import { monolithMutants } from "./mutants/monolith.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { paymentMutants } from "./mutants/payments.ts";
import { platformMutants } from "./mutants/platform.ts";
import { requestMutants } from "./mutants/requests.ts";
import { reviewMutants } from "./mutants/reviews.ts";
import { scaleMutants } from "./mutants/scale.ts";
import { searchMutants } from "./mutants/search.ts";
import { shopSearchMutants } from "./mutants/shop-search.ts";
import { storeMutants } from "./mutants/store.ts";
import { syncMutants } from "./mutants/sync.ts";
import { toolMutants } from "./mutants/tools.ts";
import { versionMutants } from "./mutants/versions.ts";

/** Each fault is in the first stage that has the code. */
export const mutants: Mutant[] = [
  ...storeMutants,
  ...catalogMutants,
  ...callMutants,
  ...requestMutants,
  ...platformMutants,
  ...hardeningMutants,
  ...liveMutants,
  ...monolithMutants,
  ...brokerMutants,
  ...embeddedMongoMutants,
  ...toolMutants,
  ...accountMutants,
  ...reviewMutants,
  ...eventMutants,
  ...paymentMutants,
  ...grpcMutants,
  ...checkoutMutants,
  ...searchMutants,
  ...shopSearchMutants,
  ...syncMutants,
  ...versionMutants,
  ...deploymentMutants,
  ...scaleMutants,
];
