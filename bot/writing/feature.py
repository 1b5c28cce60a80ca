"""What writing texts contributes. Not in `__init__`: the process that writes files loads no more than it needs."""

from bot.chat.feature import Command, Feature
from bot.writing import conversation, council, joint, own, said, work, yearly
from bot.writing.settings import SETTINGS

FEATURE = Feature(
    name="writing",
    commands=(
        Command("project", "tekst", "writing.menu", ("text", "teksten", "texts", "schrijf", "write"), said=said.MENU),
        Command(
            "overzicht", "raad", "writing.council", ("council", "college", "kwartaal", "quarter"), said=said.COUNCIL
        ),
        Command("overzicht", "jaar", "writing.year", ("year", "jaaroverzicht", "jaarbericht"), said=said.YEAR),
    ),
    actions={
        "writing.menu": conversation.menu,
        "writing.all": conversation.all_of_them,
        "writing.show": conversation.show,
        "writing.files": conversation.files,
        "writing.sent": conversation.sent,
        "writing.words": conversation.words,
        "writing.save_words": conversation.save_words,
        "writing.ask": joint.ask,
        "writing.yes": joint.yes,
        "writing.no": joint.no,
        "writing.save_no": joint.save_no,
        "writing.templates": own.show_all,
        "writing.template": own.show,
        "writing.template_edit": own.edit,
        "writing.template_save": own.save,
        "writing.template_back": own.back,
        "writing.template_file": own.file_out,
        "writing.template_file_in": own.file_in,
        "writing.template_read": own.read,
        "writing.council": council.show,
        "writing.council_files": council.files,
        "writing.year": yearly.show,
        "writing.year_file": yearly.file,
    },
    workers={
        "writing.write": work.write,
        "writing.read": own.bring_in,
        "writing.draw_year": yearly.draw,
        "writing.write_year": yearly.write,
    },
    drawers=frozenset({"writing.draw_year", "writing.write_year"}),
    anew={"text": joint.anew},
    settings=SETTINGS,
)
