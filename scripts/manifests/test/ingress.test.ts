import { expect } from "chai";
import express from "express";
import { describe, it } from "mocha";
import { forwardStore } from "../../../demo99/commons/store-routes.ts";
import {
  closeServers,
  serve,
} from "../../../demo99/commons/test/test-servers.ts";
import { kindOf, type Resource, readBase } from "./read.ts";

type Path = { path: string; backend: { service: { name: string } } };
type Host = { host: string; http: { paths: Path[] } };

const resources = readBase();
const [ingress] = kindOf(resources, "Ingress") as [Resource];

/** As ingress-nginx does: the first that matches, the longest path first. */
function serviceFor(host: string, path: string, paths = pathsOf(host)) {
  const found = paths
    .toSorted((a, b) => b.path.length - a.path.length)
    .find((one) => new RegExp(`^${one.path}`, "i").test(path));
  return found?.backend.service.name;
}

function pathsOf(host: string): Path[] {
  const rules: Host[] = ingress.spec.rules;
  return rules.find((rule) => rule.host === host)?.http.paths ?? [];
}

describe("the ingress", () => {
  const posts = [
    "/posts",
    "/posts/",
    "/posts/create",
    "/posts/1",
    "/posts/1/like",
    "/posts/1/comments",
    "/posts/1/comments/",
    "/posts/1/commentss",
    "/posts/comments",
  ];

  it("sends /posts and all below it where the gateway does", async () => {
    const routes = forwardStore((name) => (_req, res) => void res.end(name));
    const url = await serve(express().use(routes));

    for (const path of posts) {
      const name = await (await fetch(url + path)).text();
      expect(`http://${serviceFor("posts.com", path)}`, path).to.equal(name);
    }
    closeServers();
  });

  it("does not hide comments behind /posts, in whatever order paths are", () => {
    const reversed = pathsOf("posts.com").toReversed();

    for (const paths of [pathsOf("posts.com"), reversed]) {
      const found = serviceFor("posts.com", "/posts/1/comments", paths);
      expect(found).to.equal("comments-api");
    }
  });

  it("sends all else to the shop, and its calls to the gateway", () => {
    for (const path of ["/", "/orders/1", "/postscript"]) {
      expect(serviceFor("posts.com", path), path).to.equal("web");
    }
    expect(serviceFor("api.posts.com", "/books")).to.equal("gateway");
  });

  it("names the hosts that the settings name", () => {
    const [config] = kindOf(resources, "ConfigMap");
    const hosts = (ingress.spec.rules as Host[]).map(({ host }) => host);

    const { GATEWAY_URL, SHOP_URL, PUBLIC_URL, ALLOWED_ORIGINS } =
      config?.data ?? {};
    for (const url of [GATEWAY_URL, SHOP_URL, PUBLIC_URL, ALLOWED_ORIGINS]) {
      expect(hosts).to.include(new URL(`${url}`).host);
    }
  });
});
