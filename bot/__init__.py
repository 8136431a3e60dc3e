"""The conversation: actions, what runs inside Rasa, the gateway, Telegram."""
