"""Colleagues: profile, rights, the municipality's settings, and what is stored about a person."""

from bot.chat.feature import Command, Feature
from bot.people import (
    arrivals,
    audit_log,
    confirming,
    conversation,
    erasing,
    keeping,
    leaving,
    own_data,
    said,
    setting_up,
    welcoming,
)

FEATURE = Feature(
    name="people",
    commands=(
        Command("samenspel", "", "people.menu", ("menu",), said=said.MENU),
        Command("samenspel", "profiel", "people.profile", ("profile",), said=said.PROFILE),
        Command("samenspel", "instellingen", "people.settings", ("settings",), said=said.SETTINGS),
        Command("samenspel", "gegevens", "people.data", ("data", "mydata", "my-data"), said=said.DATA),
    ),
    actions={
        "people.menu": conversation.menu,
        "people.profile": conversation.profile,
        "people.save_profile": conversation.save_profile,
        "people.choose_discipline": welcoming.choose,
        "people.settings": keeping.settings,
        "people.save_settings": keeping.save_settings,
        "people.unlinked": keeping.unlinked,
        "people.link": keeping.link,
        "people.save_link": keeping.save_link,
        "people.confirm": confirming.look,
        "people.give": confirming.give,
        "people.refuse": confirming.refuse,
        "people.data": own_data.overview,
        "people.audit": audit_log.show,
        "people.download": own_data.download,
        "people.erase": erasing.erase,
        "people.save_erase": erasing.save_erase,
    },
    sources={
        "areas": conversation.areas,
        "people": conversation.people_named,
        "everybody": conversation.everybody_named,
    },
    after={
        arrivals.ARRIVED: welcoming.welcome,
        setting_up.GOES_ON: setting_up.show,
        arrivals.LEFT: leaving.after_leaving,
        arrivals.KEPT_LAST: leaving.stays_administrator,
    },
    home=conversation.home,
)
