"""What an installation can set, read once from the environment."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The installation's settings; every field has a default that works on a laptop."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    home: Path = Field(default=Path("var"), validation_alias="FOOTHOLD_HOME")
    database_url_override: str | None = Field(default=None, validation_alias="DATABASE_URL")
    key: SecretStr | None = Field(default=None, validation_alias="FOOTHOLD_KEY")

    rasa_url: str = Field(default="http://127.0.0.1:5005", validation_alias="RASA_URL")
    actions_url: str = Field(default="http://127.0.0.1:5055", validation_alias="ACTIONS_URL")
    portal_host: str = Field(default="127.0.0.1", validation_alias="PORTAL_HOST")
    portal_port: int = Field(default=8000, validation_alias="PORTAL_PORT")
    gateway_host: str = Field(default="127.0.0.1", validation_alias="GATEWAY_HOST")
    gateway_port: int = Field(default=8001, validation_alias="GATEWAY_PORT")
    worker_port: int = Field(default=8002, validation_alias="WORKER_PORT")
    portal_https: bool = Field(default=False, validation_alias="PORTAL_HTTPS")
    portal_public_url: str | None = Field(default=None, validation_alias="PORTAL_PUBLIC_URL")

    telegram_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field(
        default="https://api.telegram.org", validation_alias="TELEGRAM_API_URL"
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        default="polling", validation_alias="TELEGRAM_MODE"
    )
    telegram_webhook_url: str | None = Field(default=None, validation_alias="TELEGRAM_WEBHOOK_URL")

    smtp_host: str | None = Field(default=None, validation_alias="SMTP_HOST")
    smtp_port: int = Field(default=587, validation_alias="SMTP_PORT")
    smtp_user: str | None = Field(default=None, validation_alias="SMTP_USER")
    smtp_password: SecretStr | None = Field(default=None, validation_alias="SMTP_PASSWORD")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", validation_alias="SMTP_TLS"
    )
    mail_from: str = Field(default="foothold@localhost", validation_alias="MAIL_FROM")

    log_json: bool = Field(default=False, validation_alias="FOOTHOLD_LOG_JSON")

    @property
    def database_url(self) -> str:
        """The database's address; SQLite under the home folder unless `DATABASE_URL` is set."""
        if self.database_url_override:
            return with_driver(self.database_url_override)
        return f"sqlite:///{(self.home / 'foothold.db').resolve()}"

    @property
    def public_url(self) -> str:
        """Where people reach the portal, without a slash at the end."""
        url = self.portal_public_url or f"http://{self.portal_host}:{self.portal_port}"
        return url.rstrip("/")


def with_driver(url: str) -> str:
    """Return a PostgreSQL address that names psycopg 3, the driver installed here."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
