"""What Slack allows, and where that is written. Numbers without a source are our own budgets."""

import datetime as dt

# docs.slack.dev/interactivity/handling-user-interaction, /interactivity/implementing-slash-commands
ANSWER_WITHIN = dt.timedelta(seconds=3)
# Our own: the answer must still travel back.
ANSWER_BUDGET = dt.timedelta(seconds=2.5)

# docs.slack.dev/reference/block-kit/blocks
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
HEADER = 150
ACTION_ELEMENTS = 25
SECTION = 3000
CONTEXT = 3000
ALT_TEXT = 2000
INPUT_LABEL = 2000
INPUT_HINT = 2000

# docs.slack.dev/reference/block-kit/block-elements
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
SPOKEN_LABEL = 75
SELECT_OPTIONS = 100
TICKS = 10
"""Checkboxes and radio buttons in one field."""
TYPED = 3000
FILES = 10
PLACEHOLDER = 150

# docs.slack.dev/reference/block-kit/composition-objects
OPTION_LABEL = 75
OPTION_HINT = 75
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

# docs.slack.dev/reference/views
VIEW_TITLE = 24
VIEW_BUTTON = 24
PRIVATE_METADATA = 3000
ID = 255

# Users report `msg_blocks_too_long` from about 13,200 characters; nothing is documented.
MESSAGE_CHARACTERS = 12_000
# Our own: a rich text block longer than this is split, so that no single block is refused.
BLOCK_CHARACTERS = 3000
# Our own: what a notification and a screen reader get.
FALLBACK = 500
# Our own: under a field; Slack documents no limit.
FIELD_ERROR = 300

# docs.slack.dev/reference/methods/chat.postMessage, /apis/web-api/rate-limits
POST_TIMEOUT = dt.timedelta(seconds=10)

# Our own. Of somebody whom we know we ask within Slack's three seconds whether they still work here.
LOOK_TIMEOUT = dt.timedelta(seconds=2)

# docs.slack.dev/reference/methods/conversations.members: at most a thousand. The pages are our own.
MEMBERS = 1000
MEMBER_PAGES = 3
"""Of a channel with more members nobody is told that they are not in it."""

# Our own: after an upload Slack still looks at the picture; until it has, a message with it is refused.
PICTURE_TRIES = 8
PICTURE_WAIT = dt.timedelta(seconds=3)

# Our own.
DOWNLOAD_BYTES = 10_000_000
REQUEST_BYTES = 1_000_000

# docs.slack.dev/reference/app-manifest
MANIFEST_NAME = 35
MANIFEST_DESCRIPTION = 140
MANIFEST_STORY = (174, 4000)
COMMAND_DESCRIPTION = 2000
COMMAND_HINT = 1000
SHORTCUT_NAME = 24
