"""docnorm as a formatter of datatrove: ``LocalPipelineExecutor([reader, DocnormFormatter(), writer])``."""

from __future__ import annotations

from datatrove.pipeline.formatters.base import BaseFormatter

import docnorm


class DocnormFormatter(BaseFormatter):
    """Clean the text of every document; id, media and metadata stay."""

    name = "docnorm"

    def __init__(self, profile: str = "corpus") -> None:
        super().__init__()
        self.profile = profile

    def format(self, text: str) -> str:
        """Return ``text`` clean."""
        return docnorm.clean(text, self.profile)
