import "./style.css";

const docs = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  tryItOutEnabled: true,
  responseInterceptor(response) {
    const isLogin = new URL(response.url).pathname === "/login";
    if (isLogin && response.ok) {
      docs.preauthorizeApiKey("bearer", response.body.token);
    }
    return response;
  },
});
