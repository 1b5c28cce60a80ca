"""Teams: activities become knocks (`listen`), cards Adaptive Cards (`render`), answers become calls (`answer`)."""
