import {
  boot,
  filesOf,
  reach,
  type Stage,
  withoutComments,
} from "./stage-code.ts";

/** Services that every service calls, because boot() does. */
export function readPlatform({ services, sources }: Stage): string[] {
  const source = sources.find(({ path }) => path === boot);
  const text = withoutComments(source?.text ?? "");
  return services
    .filter(
      ({ name, port }) =>
        text.includes(`"http://${name}"`) ||
        text.includes(`http://localhost:${port}`),
    )
    .map(({ name }) => name);
}

/** Services without boot(), which belong to others. */
export function readOutsiders({ services, sources }: Stage): string[] {
  return services
    .filter(({ path }) => !reach(sources, [`${path}/src/main.ts`]).has(boot))
    .map(({ name }) => name);
}

/** Services that call every instance in the registry's list. */
export function readVisitors(stage: Stage): string[] {
  const names = servicesWith(/\bregistry\.list\b/, stage);
  return names.filter((name) => name !== "registry");
}

/** Services with a database of their own. */
export function readOwners(stage: Stage): string[] {
  return servicesWith(/\bopenDatabase\(/, stage);
}

function servicesWith(pattern: RegExp, stage: Stage): string[] {
  return stage.services
    .filter((service) =>
      filesOf(service, stage).some(({ text }) => pattern.test(text)),
    )
    .map(({ name }) => name);
}
