from analytics.models.rating import Rating
from analytics.models.survey import Survey
from analytics.models.survey_plan import SurveyPlan

__all__ = ["Rating", "Survey", "SurveyPlan"]
