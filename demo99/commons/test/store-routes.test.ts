import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { forwardStore } from "#commons/store-routes.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

describe("the routes of the store", () => {
  afterEach(closeServers);

  const services = {
    "/books": "book-api",
    "/books/9798000000014": "book-api",
    "/posts": "query-api",
    "/posts/": "query-api",
    "/posts?number=9798000000014": "query-api",
    "/posts/create": "posts-api",
    "/posts/1": "posts-api",
    "/posts/1/like": "posts-api",
    "/posts/1/comments": "comments-api",
    "/posts/1/comments/": "comments-api",
    "/posts/1/comments?limit=1": "comments-api",
    "/posts/1/commentss": "posts-api",
    "/posts/comments": "posts-api",
    "/reactions?posts=1": "posts-api",
    "/moderations": "moderation-api",
    "/moderations/1": "moderation-api",
    "/recommendations?topic=pies": "recommend-api",
    "/tags": "tag-api",
    "/tags/9798000000014": "tag-api",
    "/search?q=pie": "search-api",
    "/search/results/1": "search-api",
  };

  for (const [path, service] of Object.entries(services)) {
    it(`lead ${path} to ${service}`, async () => {
      const routes = forwardStore((name) => (_req, res) => void res.end(name));
      const url = await serve(express().use(routes));

      for (const method of ["GET", "POST"]) {
        const reply = await fetch(url + path, { method });
        expect(await reply.text()).to.equal(`http://${service}`);
      }
    });
  }
});
