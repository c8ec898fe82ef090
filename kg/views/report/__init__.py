"""The morning report: parsed to a plain dict by `morning`, rendered by `page` (HTML) and `markdown`."""
