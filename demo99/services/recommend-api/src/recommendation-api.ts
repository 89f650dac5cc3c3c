import { Router } from "express";
import { parse } from "#commons/validate.ts";
import { recommendationQuery } from "./recommendation.ts";
import type { RecommendationService } from "./recommendation-service.ts";

export function createRecommendationApi(
  recommendations: RecommendationService,
): Router {
  const router = Router();

  router.get("/recommendations", async (req, res) => {
    const query = parse(recommendationQuery, req.query);
    res.json(await recommendations.recommend(query));
  });

  return router;
}
