import { basename } from "node:path/posix";
import { importsOf, isTest, type Source } from "./sources.ts";

type Layer =
  | "main"
  | "api"
  | "consumer"
  | "openapi"
  | "service"
  | "repository"
  | "client"
  | "domain";
type Rule = { layers: Layer[]; packages: string[]; commons: RegExp };

/** They read and write the messages of contracts. */
const withContracts: Layer[] = ["main", "api", "client"];

const any = /./;
const domainCommons =
  /^(cursor|errors|events\/event|feeds\/(atom-xml|markup-text)|replica\/record|text-index\/[\w-]+|validate)\.ts$/;

/** The allowed imports of each layer: other layers, packages, commons. */
const rules: Record<Layer, Rule> = {
  main: {
    layers: [
      "main",
      "api",
      "consumer",
      "openapi",
      "service",
      "repository",
      "client",
      "domain",
    ],
    packages: [],
    commons: any,
  },
  api: {
    layers: ["openapi", "service", "domain"],
    packages: ["express", "zod"],
    commons: /^(?!database|http\.ts|outside\.ts|grpc\/client\.ts)/,
  },
  consumer: {
    layers: ["service", "domain"],
    packages: [],
    commons: /^(broker|events\/subscriber|validate)\.ts$/,
  },
  openapi: {
    layers: ["domain"],
    packages: ["zod"],
    commons: /^(openapi\/.*|replica\/(record|replica-openapi)|validate)\.ts$/,
  },
  service: {
    layers: ["service", "repository", "client", "domain"],
    packages: [],
    commons: /^(?!database|http\.ts|outside\.ts|grpc\/|requests\/)/,
  },
  repository: {
    layers: ["domain"],
    packages: ["mongodb"],
    commons:
      /^(database|errors|events\/event|feeds\/fetch-feed|outbox-store|replica\/record|state-store|validate)\.ts$/,
  },
  client: {
    layers: ["domain"],
    packages: [],
    commons: /^(?!database|requests\/)/,
  },
  domain: { layers: ["domain"], packages: ["zod"], commons: domainCommons },
};

const layered =
  /^(services\/[^/]+-(api|queue)\/src|commons\/catalog)\/[^/]+\.ts$/;

/**
 * Whether the imports of a file must point down: api > service > repository.
 * Other services, such as the registry, follow the layers of their protocol.
 */
export function isLayered(source: Source): boolean {
  return layered.test(source.path) && !isTest(source);
}

/** The forbidden imports of a layered file. */
export function wrongImports(source: Source): string[] {
  const layer = layerOf(source.path);
  return importsOf(source)
    .filter((specifier) => !isAllowed(layer, specifier))
    .map((specifier) => `the layer ${layer} must not import ${specifier}`);
}

function isAllowed(layer: Layer, specifier: string): boolean {
  const rule = rules[layer];
  if (specifier.startsWith("node:")) return true;
  if (specifier.startsWith("../")) return false;
  if (specifier.endsWith(".json")) return layer === "main";
  if (specifier.startsWith("./")) {
    return rule.layers.includes(layerOf(specifier));
  }
  if (specifier.startsWith("#protobuf/")) return withContracts.includes(layer);
  const [, commons] = specifier.split("#commons/");
  if (commons?.startsWith("catalog/")) {
    return layer === "main" || rule.layers.includes(layerOf(commons));
  }
  return commons ? rule.commons.test(commons) : isPackage(rule, specifier);
}

function isPackage({ packages }: Rule, specifier: string): boolean {
  return packages.includes(specifier);
}

/** Files that compose the layers of a service, with its main.ts or for it. */
const compositions = [
  "main",
  "catalog",
  "inventory",
  "shopping-cart",
  "users",
  "messages",
  "posts",
  "comments",
  "moderations",
  "replica",
  "customers",
  "new-users",
  "payments",
  "searches",
  "clients",
  "recommendations",
  "tags",
  "sync",
  "store-sync",
  "run-sync",
  "sources",
  "feeds",
];

/** The last word of a file's name: "cart-api.ts" belongs to the layer api. */
function layerOf(path: string): Layer {
  const name = basename(path, ".ts");
  // A worker composes what runs in its thread.
  if (compositions.includes(name) || name.endsWith("-worker")) return "main";
  const last = name.split("-").at(-1) as Layer;
  return name.includes("-") && last in rules ? last : "domain";
}

const everywhere = ["express", "mongodb", "zod"];

/** Packages that one service uses. */
const inOneService: Record<string, string[]> = {
  registry: ["fast-xml-parser"],
  monitoring: ["uplot"],
  gateway: [
    "express-rate-limit",
    "jsonwebtoken",
    "cors",
    "@fastify/swagger-ui",
    "ws",
  ],
  tracing: ["cors", "@dagrejs/dagre"],
};

/** Imports of another service: only the monolith has them. */
export function importsOfServices({ path, ...rest }: Source): string[] {
  const [, service] = /^services\/([^/]+)\/src\//.exec(path) ?? [];
  const mayCompose = /^services\/monolith\/src\/[\w-]+\.ts$/.test(path);
  if (!service || mayCompose) return [];
  return importsOf({ path, ...rest })
    .filter((specifier) => /^(\.\.\/)+[\w-]+\/src\//.test(specifier))
    .map((specifier) => `the service ${service} must not import ${specifier}`);
}

/** The forbidden packages that a file outside commons imports. */
export function wrongPackages(source: Source): string[] {
  if (source.path.startsWith("commons/") || isTest(source)) return [];
  const isPage = /\/pages?\//.test(source.path);
  const service = source.path.split("/")[1] ?? "";
  const always = isPage ? ["react", "react-dom"] : everywhere;
  const allowed = [...always, ...(inOneService[service] ?? [])];
  return importsOf(source)
    .filter((specifier) => !/^([./#]|node:)/.test(specifier))
    .map(packageOf)
    .filter((name) => !allowed.includes(name))
    .map((name) => `must not import the package ${name}`);
}

/** "zod" of "zod/v4", and "@scope/name" of "@scope/name/file.css". */
function packageOf(specifier: string) {
  const parts = specifier.startsWith("@") ? 2 : 1;
  return specifier.split("/").slice(0, parts).join("/");
}
