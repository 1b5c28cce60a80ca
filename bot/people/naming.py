"""What a municipality is called as long as nobody has said its name: Teams does not tell us what an organisation is."""

WITHOUT_A_NAME = "Gemeente"


def is_named(name: str) -> bool:
    return name != WITHOUT_A_NAME
