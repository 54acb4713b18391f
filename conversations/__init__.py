"""Questions become answers and items become quizzes."""
