"""The short names that Slack turns into emoji; the ones a municipality's bot may use."""

_KNOWN = """
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|wave 👋|clap 👏|tada 🎉|pray 🙏|handshake 🤝|raised_hands 🙌|ok_hand 👌
muscle 💪|point_right 👉|point_left 👈|point_up 👆|point_down 👇|eyes 👀|heart ❤️|green_heart 💚|blue_heart 💙
yellow_heart 💛|orange_heart 🧡|purple_heart 💜|star ⭐|sparkles ✨|fire 🔥|rocket 🚀|trophy 🏆|medal 🏅|cake 🍰
birthday 🎂|coffee ☕|tea 🍵|balloon 🎈|confetti_ball 🎊|gift 🎁|bulb 💡|books 📚|book 📖|memo 📝|pencil ✏️|pencil2 ✏️
clipboard 📋|calendar 📅|date 📅|spiral_calendar_pad 🗓️|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|clock9 🕘
bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭|email 📧|envelope ✉️|incoming_envelope 📨
inbox_tray 📥|outbox_tray 📤|package 📦|file_folder 📁|open_file_folder 📂|bar_chart 📊|chart_with_upwards_trend 📈
mag 🔍|link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍|world_map 🗺️|house 🏠|houses 🏘️|office 🏢|classical_building 🏛️
school 🏫|seedling 🌱|deciduous_tree 🌳|evergreen_tree 🌲|sunflower 🌻|tulip 🌷|bike 🚲|car 🚗|bus 🚌|construction 🚧
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
no_entry ⛔|exclamation ❗|question ❓|information_source ℹ️|grey_question ❔|heavy_plus_sign ➕|heavy_minus_sign ➖
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|red_circle 🔴
large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫
small_blue_diamond 🔹|small_orange_diamond 🔸|lock 🔒|unlock 🔓|key 🔑|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️
busts_in_silhouette 👥|bust_in_silhouette 👤|family 👪|children_crossing 🚸|older_adult 🧓|baby 👶|wheelchair ♿
smile 😄|slightly_smiling_face 🙂|grinning 😀|blush 😊|wink 😉|thinking_face 🤔|sweat_smile 😅|joy 😂|cry 😢
neutral_face 😐|disappointed 😞|heart_eyes 😍|partying_face 🥳|sunglasses 😎|sunny ☀️|rainbow 🌈|cloud ☁️|snowflake ❄️
puzzle_piece 🧩|jigsaw 🧩|triangular_ruler 📐|triangular_flag_on_post 🚩|dart 🎯|ear 👂|moneybag 💰|euro 💶
robot_face 🤖|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|100 💯|ring_buoy 🛟|mailbox 📫|ticket 🎫|microphone 🎤|art 🎨|camera 📷
"""

EMOJI: dict[str, str] = {
    name: character
    for line in _KNOWN.split("\n")
    for name, _, character in (pair.partition(" ") for pair in line.split("|"))
    if name
}


def emoji(name: str) -> str:
    """The character, or the short name as Slack shows it when it knows none."""
    return EMOJI.get(name.split("::")[0], f":{name}:")
