"""What participants, teams, triangles and area managers say: in figures of several people, or signed."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.quality import areas, projects, said, survey, triangle, yearly
from bot.quality.jobs import areas as of_areas
from bot.quality.jobs import triangles

EVERY_DAY = frozenset(range(7))
A_MORNING = dt.timedelta(hours=8)
"""Later, the job of tomorrow finds it just as well."""

FEATURE = Feature(
    name="quality",
    commands=(
        Command("project", "kwaliteit", "quality.show", ("quality",), said=said.QUALITY),
        Command("samenspel", "peiling", "quality.survey", ("pulse", "peilingen"), said=said.SURVEY),
    ),
    actions={
        "quality.show": projects.show,
        "quality.new": projects.new,
        "quality.edit": projects.edit,
        "quality.save": projects.save,
        "quality.survey": survey.show,
        "quality.pulse_form": triangle.form,
        "quality.pulse_save": triangle.save,
        "quality.pulse_no": triangle.rather_not,
        "area_report.write": areas.write,
        "area_report.save": areas.save,
    },
    shared=frozenset({"quality.show"}),
    jobs=(
        # Before the daily message, which takes both along.
        Job("quality.triangles", When(EVERY_DAY, dt.time(8), holidays="skip"), A_MORNING, triangles.ask),
        Job("quality.areas", When(EVERY_DAY, dt.time(8), holidays="skip"), A_MORNING, of_areas.ask),
    ),
    anew={"pulse": triangles.anew, "area_report": of_areas.anew},
    about_area=areas.shown,
    yearly=yearly.pictures,
)
