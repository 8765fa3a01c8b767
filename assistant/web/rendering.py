"""The templates of the page. Every text that goes into one is escaped by Jinja, whoever wrote it."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.web.wording import both


def render(template: str, **values: object) -> Markup:
    """Return the HTML of a template with its values.

    Raises `jinja2.UndefinedError` for a value that the template names and nobody gave.
    """
    return Markup(_environment().get_template(template).render(**values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined,
    )  # fmt: skip
    environment.globals["both"] = both
    return environment
