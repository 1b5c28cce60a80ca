"""Lists in and out: what a municipality keeps in spreadsheets comes into the register, and can leave it again."""

from bot.chat.feature import Command, Feature
from bot.transfer import conversation, said

FEATURE = Feature(
    name="transfer",
    commands=(
        Command("project", "import", "project.import", ("importeren", "inlezen"), said=said.IMPORT),
        Command("project", "export", "project.export", ("exporteren", "downloaden", "download"), said=said.EXPORT),
    ),
    actions={
        "project.import": conversation.import_form,
        "transfer.submit": conversation.submit,
        "transfer.ask_people": conversation.ask_people,
        "project.export": conversation.export,
    },
    workers={
        "transfer.import": conversation.bring_in,
        "transfer.export": conversation.take_out,
    },
)
