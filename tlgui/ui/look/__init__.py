"""How the window looks: tokens, fonts, icons, the one stylesheet."""
