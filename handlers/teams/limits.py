"""What Teams allows, and where that is written. Numbers without a source are our own budgets."""

import datetime as dt

# learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: about 100 KB for a whole message.
MESSAGE_BYTES = 75_000
CARD_BYTES = 25_000
"""Our own: one card as JSON. A larger one is continued on a next card."""
NOTE_BYTES = 400
"""For the words that say what was left out."""
CARDS = 3
"""Cards in one message."""

# adaptivecards.io/explorer: what Teams draws.
VERSION = "1.5"
# Teams draws six, the others behind three dots.
ACTIONS = 6

# Our own: a paragraph longer than this is split, so that no single block is larger than a card.
BLOCK_CHARACTERS = 3_000

# Our own: long words are cut with an ellipsis, except in paragraphs.
TITLE = 200
LABEL = 500
BUTTON_LABEL = 75
OPTION_LABEL = 150
TOOLTIP = 100
BUTTON_DATA = 2_000
ALT_TEXT = 2_000
SUMMARY = 300
"""What a notification shows."""

LONG = 750
"""Pixels of its body in a side pane, about: of a card that is higher the later parts fold in."""
OPEN = 700
"""The same: so much of a long card stands open."""
FOLDED_BYTES = 8_000
"""What folds stays together on one card."""
OPEN_FACTS = 3
"""Of many facts so many stand open."""
FACT = 200
"""Characters. What is longer is a paragraph."""
FACT_WORD = 16
"""Characters of a word in bold, in the first of two columns."""
SHORT_LABEL = 9
"""Characters on a button that fits beside words in a pane of 300 pixels."""
LONG_LABEL = 30
"""Characters: a button never breaks its line."""
WEEKS_TOGETHER = 4
"""In a column of a table that fits in a pane."""
TABLE_ROWS = 12
"""So many stay well below the budget of a card, also with long names."""
WAYS_BACK = 2
"""Cards that can be gone back to: each button carries them."""

PAGE = 20
"""Options of a search that a form shows at once."""
SHORT_FIELDS = {"date": 150, "time": 250}
"""Kinds of fields of which two stand side by side, and how many pixels each needs: seen in the Playground."""
EXPANDED = 5
"""As many options stand open; more are behind a list."""
EXPANDED_IN_ALL = 15
"""In one form; with more, all of them are lists that fold."""
TYPED = 3_000
CHANNELS = 20
"""Channels that are looked at for one form. Of each is asked whether the person is in it."""

# learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
POST_TIMEOUT = dt.timedelta(seconds=10)

SECRET_ENDS_SOON = dt.timedelta(days=60)
SECRET_MARKS = (60, 30, 7)
"""Days before the secret ends, on which administrators hear of it."""
# learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication: at least once a day.
KEYS_KEPT = dt.timedelta(days=1)
KEYS_AGAIN = dt.timedelta(seconds=10)
"""After Microsoft's keys could not be fetched. Whoever knocks with anything would make us try again."""

# Our own. Of somebody whom we know we ask while they wait whether they still work here.
LOOK_TIMEOUT = dt.timedelta(seconds=2)

# Our own. A message brings at most a page of text and the links to its files.
REQUEST_BYTES = 250_000
REMOVED = 500
"""People who left a team or chat, in one activity. Whoever else did is looked at within a day, as everybody is."""
DOWNLOAD_BYTES = 10_000_000
FILES = 10
"""That one message brings, as on Slack."""
FORM_BYTES = 8_000
"""What a form remembers of itself, as text in its buttons."""

# The manifest's schema, version 1.30.
MANIFEST_SHORT = 80
STARTER = 128
MENU_TITLE = 32
MENU_DESCRIPTION = 128

# Our own: what is laid out for Teams to fetch. Clients fetch a picture again whenever somebody scrolls back to it.
PICTURES_KEPT = dt.timedelta(days=30)
PICTURES_PATH = "/teams/pictures"
FILES_KEPT = dt.timedelta(days=7)
OFFERS_KEPT = dt.timedelta(days=30)
"""The message that a file came with: its question goes when it is answered, also when that is too late."""

# learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context: at most 500 a page. The most is our own.
ROSTER_PAGE = 500
ROSTER = 5000
ROSTER_KEPT = dt.timedelta(minutes=10)
"""Nobody asks for the same people again, who are looked for one by one."""

# Our own: for who is waiting, so often and no longer than this.
TRIES = 3
BRIEF_WAIT = dt.timedelta(seconds=0.3)
LONGEST_WAIT = dt.timedelta(seconds=2)
# Our own: before a stored message is tried again; up to twice as long, by chance.
SHORTEST_WAIT = dt.timedelta(seconds=2)
SOON = dt.timedelta(seconds=30)
AFTER_MENDING = dt.timedelta(minutes=15)
