"""What a manager does about a learner's next step."""

from bot.callbacks import TeamStepAction
from bot.handlers.visit import Visit
from bot.message import Message, Reply, text
from bot.views.labels import way_back


class TeamSteps:
    """Assigning and reminding."""

    async def pressed(self, visit: Visit, action: TeamStepAction) -> Reply:
        """The way there is by the command line."""
        words = visit.say("This can't be done here yet.")
        return Reply((Message((text(words),), (way_back(visit.say),)),), edit=True)
