import { didYouMean } from "../command/did-you-mean.ts";
import { UsageError } from "./errors.ts";

type Named = { id: string; service: string };

/**
 * The instance that a text names: an id, or a service that has one instance;
 * the first letters of the service's name suffice.
 */
export function findInstance<T extends Named>(instances: T[], text: string) {
  const [name = "", index] = text.split("/");
  const service = findService(instances, name);
  const ofService = instances.filter((one) => one.service === service);
  const found = ofService.filter(
    ({ id }) => index === undefined || id === `${service}/${index}`,
  );
  if (found.length === 1) return found[0] as T;
  const ids = ofService.map(({ id }) => id).join(", ");
  throw new UsageError(
    index === undefined
      ? `${service} has several instances: ${ids}.`
      : `There is no ${service}/${index}. Its instances: ${ids}.`,
  );
}

/** The service with this name, or with a name that begins with it. */
export function findService(instances: Named[], text: string) {
  const names = [...new Set(instances.map(({ service }) => service))];
  if (names.includes(text)) return text;
  const found = names.filter((name) => name.startsWith(text));
  if (found.length === 1) return found[0] as string;
  throw new UsageError(
    found.length > 1
      ? `"${text}" could be ${found.join(" or ")}.`
      : `There is no ${text}: there are ${names.join(", ")}.${didYouMean(text, names)}`,
  );
}
