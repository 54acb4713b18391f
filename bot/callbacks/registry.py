"""Everything that a button can mean, gathered from the subjects."""

from bot.callbacks import (
    appointing,
    asking,
    assigning,
    awaiting,
    browsing,
    deeds,
    importing,
    inviting,
    joining,
    language,
    learners,
    observing,
    own_data,
    privacy,
    quizzing,
    reminding,
    rounds,
    standing,
    summaries,
    teams,
)
from bot.callbacks.fields import Shape

Action = (
    browsing.BrowseAction
    | asking.AnswerAction
    | quizzing.QuizAction
    | standing.StandingAction
    | privacy.PrivacyAction
    | own_data.OwnDataAction
    | deeds.DeedAction
    | reminding.ReminderAction
    | language.LanguageAction
    | importing.ImportAction
    | rounds.RoundAction
    | awaiting.AwaitingAction
    | joining.JoinAction
    | teams.TeamAction
    | inviting.InviteAction
    | appointing.PeopleAction
    | summaries.SummaryAction
    | learners.LearnerAction
    | observing.ObservingAction
    | assigning.AssignmentAction
)
"""Everything a button can mean, by subject: `bot/handlers/` has one handler for each."""

SHAPES: dict[str, Shape[Action]] = {
    **browsing.SHAPES,
    **asking.SHAPES,
    **quizzing.SHAPES,
    **standing.SHAPES,
    **privacy.SHAPES,
    **own_data.SHAPES,
    **deeds.SHAPES,
    **reminding.SHAPES,
    **language.SHAPES,
    **importing.SHAPES,
    **rounds.SHAPES,
    **awaiting.SHAPES,
    **joining.SHAPES,
    **teams.SHAPES,
    **inviting.SHAPES,
    **appointing.SHAPES,
    **summaries.SHAPES,
    **learners.SHAPES,
    **observing.SHAPES,
    **assigning.SHAPES,
}
"""The shape of each kind of action, by the letters that its data begin with."""
