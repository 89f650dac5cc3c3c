type Response = { url: string; ok: boolean; body: { token: string } };
type Options = {
  url: string;
  dom_id: string;
  deepLinking: boolean;
  tryItOutEnabled: boolean;
  responseInterceptor: (response: Response) => Response;
};
type Docs = { preauthorizeApiKey: (scheme: string, token: string) => void };

declare global {
  /**
   * Swagger UI, which index.html loads from the package for Fastify: the
   * package swagger-ui-dist also installs a script that reports usage.
   */
  function SwaggerUIBundle(options: Options): Docs;
}

export {};
