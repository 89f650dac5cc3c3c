/**
 * Swagger UI as this package contains it. The package swagger-ui-dist would
 * also install a script that reports usage.
 */
declare module "@fastify/swagger-ui/static/swagger-ui-bundle.js" {
  type Response = { url: string; ok: boolean; body: { token: string } };
  type Options = {
    url: string;
    dom_id: string;
    deepLinking: boolean;
    tryItOutEnabled: boolean;
    responseInterceptor: (response: Response) => Response;
  };
  type Docs = { preauthorizeApiKey: (scheme: string, token: string) => void };
  export default function SwaggerUI(options: Options): Docs;
}
