"""Lists in and out: what a municipality keeps in spreadsheets comes into the register, and can leave it again."""

from bot.chat.feature import Command, Feature
from bot.transfer import choosing, conversation, said

FEATURE = Feature(
    name="transfer",
    commands=(
        Command("project", "import", "project.import", ("importeren", "inlezen"), english="import", said=said.IMPORT),
        Command(
            *("project", "export", "project.export", ("exporteren", "downloaden", "download")),
            english="export",
            said=said.EXPORT,
        ),
    ),
    actions={
        "project.import": conversation.import_form,
        "transfer.file_came": conversation.file_came,
        "transfer.submit": conversation.submit,
        "transfer.read_in": conversation.read_in,
        "transfer.same": conversation.answer_same,
        "transfer.columns": choosing.columns,
        "transfer.choose_columns": choosing.choose,
        "transfer.ask_people": conversation.ask_people,
        "project.export": conversation.export,
    },
    workers={
        "transfer.import": conversation.bring_in,
        "transfer.export": conversation.take_out,
    },
)
